#pragma once

#include <cstddef>
#include <cstdint>

// Every limit of the program, with its name. What lies beyond each is said where it is enforced; `stats --limits`
// prints the table. Change a number here and nowhere else.
namespace broadsheet::limit {

inline constexpr std::uint64_t stream_bytes = std::uint64_t{2} << 30;     ///< one file that is not packed
inline constexpr std::uint64_t page_bytes = std::uint64_t{32} << 20;      ///< a page, mail, document
inline constexpr std::uint64_t unpacked_bytes = std::uint64_t{8} << 30;   ///< out of one source, at all stages
inline constexpr std::uint64_t unpacked_ratio = 1000;                     ///< after the first 10 MiB
inline constexpr std::uint64_t unpack_memory = std::uint64_t{128} << 20;  ///< window of zstd, dictionary of xz
inline constexpr std::uint64_t record_bytes = std::uint64_t{32} << 20;    ///< a line, row, item, record
inline constexpr std::size_t json_depth = 64;
inline constexpr std::size_t folder_depth = 64;
inline constexpr std::size_t box_entries = 100'000;   ///< of a zip or tar file; a box inside a box is not opened
inline constexpr std::size_t table_columns = 16'384;  ///< as many as a spreadsheet has
inline constexpr std::size_t markdown_bytes = std::size_t{4} << 20;  ///< the text of one page; signs take much memory
inline constexpr std::size_t matter_bytes = std::size_t{60} << 10;   ///< of front matter
inline constexpr std::size_t mail_depth = 16;                        ///< parts inside parts
inline constexpr std::size_t mail_parts = 1000;                      ///< of one mail, and of each multipart
inline constexpr std::size_t xml_depth = 256;
inline constexpr std::size_t html_depth = 512;                        ///< elements that are open at once
inline constexpr std::size_t html_formatting = 64;                    ///< of them `<b>`, `<font>` and their like
inline constexpr std::size_t html_attributes = 256;                   ///< of one tag
inline constexpr std::size_t html_nodes = 1'000'000;                  ///< tags of one page
inline constexpr double html_seconds = 5;                             ///< of the processor, to parse one page
inline constexpr std::uint64_t html_memory = std::uint64_t{1} << 30;  ///< of the same

inline constexpr std::size_t body_bytes = std::size_t{4} << 20;
inline constexpr std::size_t title_bytes = 2048;
inline constexpr std::size_t value_bytes = 240;  ///< an author, a tag, a source, a section, an id
inline constexpr std::size_t url_bytes = 2048;
inline constexpr std::size_t description_bytes = 4096;
inline constexpr std::size_t tags = 256;
inline constexpr std::size_t authors = 64;
inline constexpr std::size_t tokens = 500'000;       ///< words of one article that can be found
inline constexpr std::size_t form_code_points = 60;  ///< of one word
inline constexpr std::size_t combining_marks = 30;   ///< on one letter (stream-safe text, UAX #15)

inline constexpr std::size_t held_articles = 10'000;              ///< that wait for the order of day and month
inline constexpr std::size_t held_bytes = std::size_t{64} << 20;  ///< of the same

inline constexpr std::size_t query_bytes = 4096;
inline constexpr std::size_t query_nodes = 256;
inline constexpr std::size_t query_depth = 100;
inline constexpr std::uint32_t proximity_words = 500;  ///< n of NEAR/n
inline constexpr std::uint32_t first_words = 10'000;   ///< n of firstN
inline constexpr std::uint32_t mentions = 1000;        ///< n of atleastN
inline constexpr std::size_t expansions = 10'000;      ///< spellings of one wildcard or fuzzy word
inline constexpr double query_seconds = 10;

inline constexpr std::size_t parts = 8;  ///< more are merged after a commit
inline constexpr std::size_t batch_articles = 500;
inline constexpr std::size_t facet_rows = 1000;  ///< shown

}  // namespace broadsheet::limit

#pragma once

#include <broadsheet/archive.hpp>
#include <memory>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

// How articles are written to be taken away: a writer for each format of `export`, in one table.
namespace broadsheet {

class ExportWriter {
 public:
  ExportWriter() = default;
  virtual ~ExportWriter() = default;
  ExportWriter(const ExportWriter&) = delete;
  ExportWriter& operator=(const ExportWriter&) = delete;

  virtual void begin(const Results& answer) { static_cast<void>(answer); }
  virtual void write(const Hit& hit) = 0;
  virtual void end() {}
};

struct ExportFormat {
  std::string_view name;
  bool marks;  ///< shows the marks of the body: wants Hit::passages with all of it
  std::unique_ptr<ExportWriter> (*make)(std::ostream& out, bool raw);
};

std::string export_format_names();  ///< `jsonl|csv|…`, as the value of an option
const ExportFormat& find_export_format(std::string_view name);

std::unique_ptr<ExportWriter> make_html_writer(std::ostream& out, bool raw);

}  // namespace broadsheet

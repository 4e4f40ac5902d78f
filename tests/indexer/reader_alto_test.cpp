#include "indexer/reader_alto.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "reading.hpp"

using namespace broadsheet;

namespace {

/// A page: each block is `id: word word`, a word `w1=quay` with an id, attributes behind a bar.
const std::string first_page =
    R"(<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout><Page ID="P1"><PrintSpace>
<TextBlock ID="B0"><TextLine><String ID="m1" CONTENT="Hafenblatt" WC="0.2"/></TextLine></TextBlock>
<TextBlock ID="B1"><TextLine><String ID="w1" CONTENT="QUAY" WC="1.0"/><SP/><String ID="w2" CONTENT="REPAIRED" WC="0.5"/></TextLine></TextBlock>
<TextBlock ID="B2"><TextLine><String ID="w3" CONTENT="The"/><String ID="w4" CONTENT="har" SUBS_TYPE="HypPart1" SUBS_CONTENT="harbour"/><HYP CONTENT="-"/></TextLine>
<TextLine><String ID="w5" CONTENT="bour" SUBS_TYPE="HypPart2" SUBS_CONTENT="harbour"/><String ID="w6" CONTENT="mas"/><HYP CONTENT="-"/></TextLine>
<TextLine><String ID="w7" CONTENT="ter"/><String ID="w8" CONTENT="was pre-" SUBS_TYPE="HypPart1"/></TextLine><TextLine><String ID="w9" CONTENT="sent." SUBS_TYPE="HypPart2"/></TextLine></TextBlock>
<TextBlock ID="B3"><TextLine><String ID="w10" CONTENT="Nets" HPOS="100" VPOS="500" WIDTH="40" HEIGHT="10"/><String ID="w11" CONTENT="sold." HPOS="150" VPOS="500" WIDTH="40" HEIGHT="10"/></TextLine></TextBlock>
<TextBlock ID="B4"><TextLine><String ID="w12" CONTENT="7"/></TextLine></TextBlock>
</PrintSpace></Page></Layout></alto>)";

std::string mets(const std::string& logical, const std::string& rest = "") {
  return R"(<mets xmlns="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink">
<dmdSec ID="D1"><mdWrap><xmlData><mods:mods><mods:titleInfo><mods:nonSort>The</mods:nonSort><mods:title>Hafenblatt</mods:title></mods:titleInfo>
<mods:originInfo><mods:dateIssued>1824-02-17</mods:dateIssued></mods:originInfo><mods:language><mods:languageTerm>en</mods:languageTerm></mods:language></mods:mods></xmlData></mdWrap></dmdSec>
<dmdSec ID="D2"><mdWrap><xmlData><mods:mods><mods:titleInfo><mods:title>Quay repaired.</mods:title></mods:titleInfo><mods:name><mods:namePart>Ana Li</mods:namePart></mods:name></mods:mods></xmlData></mdWrap></dmdSec>
<fileSec><fileGrp><file ID="A1"><FLocat xlink:href="file://./alto/page1.xml"/></file><file ID="I1"><FLocat xlink:href="images/page1.tif"/></file></fileGrp></fileSec>
<structMap TYPE="LOGICAL">)" +
         logical + "</structMap>" + rest + "</mets>";
}

std::string area(const std::string& id) {
  return "<fptr><area FILEID=\"A1\" BETYPE=\"IDREF\" BEGIN=\"" + id + "\"/></fptr>";
}

Reading read_issue(const std::string& document) {
  const SampleFolder folder;
  folder.add("alto/page1.xml", first_page);
  folder.add("issue_mets.xml", document);
  auto reading = read_paths({folder.path()});
  for (auto& article : reading.articles) article.file.erase(0, folder.path().size() + 1);
  for (auto& outcome : reading.rejected) outcome.file.erase(0, folder.path().size() + 1);
  return reading;
}

}  // namespace

TEST_CASE("METS gives an article of its blocks, also in sections; divided words are whole; what is left is said") {
  const auto reading =
      read_issue(mets("<div TYPE='Newspaper'><div TYPE='ISSUE' DMDID='D1'><div TYPE='TITLE_SECTION'>" + area("B0") +
                      "</div><div TYPE='CONTENT'><div TYPE='SECTION' ID='S1'>"
                      "<div TYPE='ARTICLE' ID='ART1' DMDID='D2'><div TYPE='HEADING'>" +
                      area("B1") + "</div><div TYPE='BODY'><div TYPE='PARAGRAPH'>" + area("B2") +
                      "</div></div></div></div><div TYPE='ADVERTISEMENT' ID='AD1'><div TYPE='PARAGRAPH'>" + area("B3") +
                      "</div></div></div></div></div>"));
  REQUIRE(reading.articles.size() == 2);
  const Article& article = reading.articles[0];
  CHECK(article.file == "issue_mets.xml#ART1");
  CHECK(article.title == "Quay repaired.");
  CHECK(article.body == "QUAY REPAIRED\n\nThe harbour master was present.");
  CHECK(article.authors == std::vector<std::string>{"Ana Li"});
  CHECK(article.source == "The Hafenblatt");
  CHECK(article.lang == "en");
  CHECK(article.section.empty());
  REQUIRE(article.date);
  CHECK(article.date->value == "1824-02-17");
  CHECK(article.warnings == std::vector<std::string>{"OCR word confidence 0.75"});
  CHECK(reading.articles[1].title == "Nets sold.");
  CHECK(reading.articles[1].section == "ADVERTISEMENT");
  CHECK(reading.reasons() == std::vector<std::string>{"alto/page1.xml: a page of 'issue_mets.xml'",
                                                      "issue_mets.xml#page1: 2 words belong to no article"});
}

TEST_CASE("METS gives articles by links to areas of words, or of pixels in the image") {
  const auto reading = read_issue(mets(
      "<div TYPE='ISSUE' DMDID='D1'><div TYPE='ARTICLE' ID='a1'/><div TYPE='ADVERT' ID='a2'/></div>",
      R"(<structMap TYPE="PHYSICAL"><div TYPE="page"><div ID="p1"><fptr><area FILEID="A1" BEGIN="w1" END="w5"/></fptr></div>
<div ID="p2"><fptr><area FILEID="I1" SHAPE="RECT" COORDS="90,490,200,520"/></fptr><fptr><area FILEID="A1"/></fptr></div></div></structMap>
<structLink><smLink xlink:from="#a1" xlink:to="#p1"/><smLinkGrp><smLocatorLink xlink:href="#a2"/><smLocatorLink xlink:href="#p2"/></smLinkGrp></structLink>)"));
  REQUIRE(reading.articles.size() == 2);
  CHECK(reading.articles[0].body == "QUAY REPAIRED\n\nThe harbour");
  CHECK(reading.articles[0].title == "QUAY REPAIRED");
  CHECK(reading.articles[1].body == "Nets sold.");
}

TEST_CASE("without structure a page is an article, with METS or alone; a page that is not there is rejected") {
  const auto pages = read_issue(mets("<div TYPE='ISSUE' DMDID='D1'/>"));
  REQUIRE(pages.articles.size() == 1);
  CHECK(pages.articles[0].title == "The Hafenblatt, page 1");
  CHECK(pages.articles[0].body.starts_with("Hafenblatt\n\nQUAY REPAIRED\n\nThe harbour master"));
  const SampleFolder folder;
  const auto alone = read_paths({folder.add("page1.xml", first_page)});
  REQUIRE(alone.articles.size() == 1);
  CHECK(alone.articles[0].title == "page1");
  const auto missing = read_paths({folder.add("x_mets.xml", mets("<div/>"))});
  REQUIRE(missing.rejected.size() == 2);
  CHECK(missing.rejected[0].reason == "its page 'alto/page1.xml' is not there");
  CHECK(missing.rejected[1].reason == "none of its ALTO pages lies beside it");
  auto outside = mets("<div/>");
  outside.replace(outside.find("./alto/page1.xml"), 16, "../../../../etc/hosts.xml");
  CHECK(read_paths({folder.add("y_mets.xml", outside)}).articles.empty());
}

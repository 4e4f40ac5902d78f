// The whole of what a program needs to search an archive.
#include <broadsheet/archive.hpp>
#include <broadsheet/error.hpp>
#include <iostream>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  try {
    const broadsheet::Archive archive{argv[1]};
    for (const auto& hit : archive.search(argv[2], {.limit = 10}).hits) std::cout << hit.title.text << '\n';
  } catch (const broadsheet::Error& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}

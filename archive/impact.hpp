#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

// Ranking is BM25 in two halves. What depends on the article alone is made at indexing and stored as the wdf of its
// terms, 1 to 127:
//   part = tf·(k1 + 1) / (tf + k1·(1 − b + b·length/reference)),   impact = part / (k1 + 1) · 127, rounded
// with tf = count in the body + 2 × count in the title and length likewise (Robertson & Zaragoza 2009, BM25F with one
// b). The rest is multiplied in when asking: idf = ln(1 + (N − n + ½)/(n + ½)), to the power 1.3.
// `reference` is not the mean length of today's archive but a number of its stamp, so that an impact never changes
// when other articles come or go, however these are cut into parts.
namespace broadsheet {

inline constexpr double bm25_k1 = 2, bm25_b = 0.75, idf_power = 1.3;
inline constexpr double title_weight = 2;
inline constexpr double default_reference_length = 300;  ///< words
inline constexpr double impact_most = 127;

inline std::uint32_t impact(double tf, double length, double reference) {
  const double share = tf / (tf + bm25_k1 * (1 - bm25_b + bm25_b * length / reference));
  return static_cast<std::uint32_t>(std::clamp(std::round(share * impact_most), 1.0, impact_most));
}

/// What one step of impact is worth for a term in `n` of `all` articles.
inline double impact_weight(double n, double all) {
  const double idf = std::log1p((std::max(all - n, 0.0) + 0.5) / (n + 0.5));
  return std::pow(idf, idf_power) * (bm25_k1 + 1) / impact_most;
}

}  // namespace broadsheet

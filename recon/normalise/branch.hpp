// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "recon/units/figure.hpp"

/// Reading a claim branches wherever its words leave something open. A Branch is one way to read a
/// part of it, together with what had to be picked to read it so.
namespace recon::normalise {

/// One option taken, before it is known to which choice of the case it belongs.
struct Pick {
  About about = About::question;
  std::string option;
  std::string means;
  double weight = 1.0;  // relative, among the options of the same print
  std::string print;    // the printed figure that speaks for the weight; empty: a prior, the same for all
  friend bool operator==(const Pick& a, const Pick& b) { return a.about == b.about && a.option == b.option; }
};

template <class T>
struct Branch {
  T what;
  std::vector<Pick> picks;
};

/// Every way to read one part; when there is none, why.
template <class T>
struct Branches {
  std::vector<Branch<T>> all;
  std::string why_none;
};

template <class T>
[[nodiscard]] Branches<T> only(T what) {
  Branches<T> one;
  one.all.push_back({std::move(what), {}});
  return one;
}

template <class T>
[[nodiscard]] Branches<T> none(const std::string& why) {
  Branches<T> nothing;
  nothing.why_none = why;
  return nothing;
}

/// Both lists of picks in one, each doubt once. Returns false when they take different options at one
/// doubt: one source does not print two kinds of mile in one sentence.
[[nodiscard]] inline bool join_picks(std::vector<Pick>& into, const std::vector<Pick>& more) {
  for (const Pick& pick : more) {
    const auto same =
        std::find_if(into.begin(), into.end(), [&](const Pick& p) { return p.about == pick.about; });
    if (same == into.end())
      into.push_back(pick);
    else if (same->option != pick.option)
      return false;
  }
  return true;
}

/// Every reading of one part with every compatible reading of the other.
template <class A, class B, class Join>
[[nodiscard]] auto product(const Branches<A>& left, const Branches<B>& right, Join join)
    -> Branches<decltype(join(std::declval<const A&>(), std::declval<const B&>()))> {
  Branches<decltype(join(std::declval<const A&>(), std::declval<const B&>()))> both;
  both.why_none = left.all.empty() ? left.why_none : right.why_none;
  for (const auto& a : left.all)
    for (const auto& b : right.all) {
      std::vector<Pick> picks = a.picks;
      if (join_picks(picks, b.picks)) both.all.push_back({join(a.what, b.what), std::move(picks)});
    }
  return both;
}

/// The same branches, each value changed.
template <class A, class Change>
[[nodiscard]] auto each(const Branches<A>& branches, Change change)
    -> Branches<decltype(change(std::declval<const A&>()))> {
  Branches<decltype(change(std::declval<const A&>()))> changed;
  changed.why_none = branches.why_none;
  for (const auto& branch : branches.all) changed.all.push_back({change(branch.what), branch.picks});
  return changed;
}

}  // namespace recon::normalise

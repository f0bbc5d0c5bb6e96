// SPDX-License-Identifier: Apache-2.0
#include "recon/report/png.hpp"

#include <cmath>
#include <memory>
#include <stdexcept>

#include <cairo.h>
#include <librsvg/rsvg.h>

namespace recon::report {
namespace {

struct Free {
  void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* pen) const { cairo_destroy(pen); }
  void operator()(GError* error) const { g_error_free(error); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

[[noreturn]] void fail(const std::string& why) {
  throw std::runtime_error{"the picture cannot be drawn: " + why};
}

void check(GError* error) {
  if (error == nullptr) return;
  const Owned<GError> owned{error};
  fail(owned->message);
}

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

constexpr double largest_side_px = 20'000.0;

}  // namespace

std::string png(std::string_view svg, double scale) {
  GError* error = nullptr;
  const Owned<RsvgHandle> picture{
      rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), &error)};
  check(error);
  double width = 0.0, height = 0.0;
  if (rsvg_handle_get_intrinsic_size_in_pixels(picture.get(), &width, &height) == 0 ||
      !(width * scale >= 1.0) || !(height * scale >= 1.0) || width * scale > largest_side_px ||
      height * scale > largest_side_px)
    fail("it has no size in pixels that can be drawn");
  const RsvgRectangle whole{0.0, 0.0, std::ceil(width * scale), std::ceil(height * scale)};
  const Owned<cairo_surface_t> surface{cairo_image_surface_create(
      CAIRO_FORMAT_ARGB32, static_cast<int>(whole.width), static_cast<int>(whole.height))};
  {
    const Owned<cairo_t> pen{cairo_create(surface.get())};
    rsvg_handle_render_document(picture.get(), pen.get(), &whole, &error);
    check(error);
  }
  std::string bytes;
  const cairo_status_t status = cairo_surface_write_to_png_stream(surface.get(), append, &bytes);
  if (status != CAIRO_STATUS_SUCCESS) fail(cairo_status_to_string(status));
  return bytes;
}

}  // namespace recon::report

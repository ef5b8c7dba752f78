// PNG, by librsvg and cairo from the SVG.
#include <algorithm>
#include <cmath>

#include "report/diagram/write.h"

#ifdef MERLON_RSVG
#include <librsvg/rsvg.h>
#endif

namespace merlon {

#ifdef MERLON_RSVG

namespace {

constexpr double kMostSide = 16000, kMostPixels = 80e6;

cairo_status_t Append(void* closure, const unsigned char* bytes, unsigned int size) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

bool CanDrawPng() { return true; }

Drawing WritePng(const std::string& svg, double width, double height, double scale) {
  Drawing drawing;
  drawing.error = "the picture cannot be written as PNG", drawing.hint = "write it as SVG", drawing.environment = true;
  scale = std::min({scale, kMostSide / std::max(width, height), std::sqrt(kMostPixels / (width * height))});
  RsvgHandle* handle = rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), nullptr);
  if (!handle) return drawing;
  int columns = static_cast<int>(std::ceil(width * scale)), rows = static_cast<int>(std::ceil(height * scale));
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, columns, rows);
  cairo_t* cairo = cairo_create(surface);
  RsvgRectangle viewport{0, 0, width * scale, height * scale};
  bool good = rsvg_handle_render_document(handle, cairo, &viewport, nullptr) && cairo_surface_write_to_png_stream(surface, Append, &drawing.bytes) == CAIRO_STATUS_SUCCESS;
  cairo_destroy(cairo);
  cairo_surface_destroy(surface);
  g_object_unref(handle);
  if (good) drawing.error.clear(), drawing.hint.clear(), drawing.environment = false;
  else drawing.bytes.clear();
  return drawing;
}

#else

bool CanDrawPng() { return false; }

Drawing WritePng(const std::string&, double, double, double) {
  Drawing drawing;
  drawing.error = "this program was built without librsvg and writes no PNG", drawing.hint = "write it as SVG, and turn that into PNG with a program that can", drawing.environment = true;
  return drawing;
}

#endif

}  // namespace merlon

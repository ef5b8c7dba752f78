// PNG, by librsvg and cairo from the SVG.
#include <algorithm>
#include <cmath>

#include "report/diagram/write.h"

#ifdef MERLON_RSVG
#include <librsvg/rsvg.h>

#include "report/shared_library.h"
#endif

namespace merlon {

#ifdef MERLON_RSVG

namespace {

// What is used of librsvg, and of the libraries that it needs itself.
struct Rsvg {
  SharedLibrary library{MERLON_RSVG};
  MERLON_IMPORT(rsvg_handle_new_from_data);
  MERLON_IMPORT(rsvg_handle_render_document);
  MERLON_IMPORT(cairo_image_surface_create);
  MERLON_IMPORT(cairo_create);
  MERLON_IMPORT(cairo_surface_write_to_png_stream);
  MERLON_IMPORT(cairo_destroy);
  MERLON_IMPORT(cairo_surface_destroy);
  MERLON_IMPORT(g_object_unref);
};

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
  Rsvg rsvg;
  if (!rsvg.library.complete()) {
    drawing.error = "there is no `" MERLON_RSVG "` here, which draws PNG", drawing.hint = "install librsvg, or write the picture as SVG";
    return drawing;
  }
  scale = std::min({scale, kMostSide / std::max(width, height), std::sqrt(kMostPixels / (width * height))});
  RsvgHandle* handle = rsvg.rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(svg.data()), svg.size(), nullptr);
  if (!handle) return drawing;
  int columns = static_cast<int>(std::ceil(width * scale)), rows = static_cast<int>(std::ceil(height * scale));
  cairo_surface_t* surface = rsvg.cairo_image_surface_create(CAIRO_FORMAT_ARGB32, columns, rows);
  cairo_t* cairo = rsvg.cairo_create(surface);
  RsvgRectangle viewport{0, 0, width * scale, height * scale};
  bool good = rsvg.rsvg_handle_render_document(handle, cairo, &viewport, nullptr) && rsvg.cairo_surface_write_to_png_stream(surface, Append, &drawing.bytes) == CAIRO_STATUS_SUCCESS;
  rsvg.cairo_destroy(cairo);
  rsvg.cairo_surface_destroy(surface);
  rsvg.g_object_unref(handle);
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

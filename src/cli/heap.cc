#include "cli/heap.h"

#include <cstdlib>
#include <vector>

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace merlon::cli {

#ifdef __GLIBC__
namespace {

constexpr int kStep = 1 << 20, kLargest = 32 << 20;

char* Top() { return static_cast<char*>(sbrk(0)); }

// Lets the kernel use large pages for what the heap has grown by since `begin`.
void OfferLargePages(char* begin) { madvise(begin, static_cast<size_t>(Top() - begin), MADV_HUGEPAGE); }

}  // namespace

void PrepareHeap() {
  constexpr int kRegion = 64 << 20;
  mallopt(M_MMAP_THRESHOLD, kLargest);
  mallopt(M_TRIM_THRESHOLD, -1);
  mallopt(M_TOP_PAD, kRegion);
  char* begin = Top();
  // More than the start has left of its heap, so that it grows, and by the region.
  void* volatile more = std::malloc(kStep);
  std::free(more);
  OfferLargePages(begin);
  mallopt(M_TOP_PAD, kStep);
}

void PrepareHeapFor(size_t model_bytes) {
  // Measured: a model takes about ten bytes for each of its text.
  constexpr size_t kBytesForEach = 10, kSmall = size_t{4} << 20, kBlock = kLargest - kStep;
  if (model_bytes < kSmall) return;
  char* begin = Top();
  std::vector<void*> blocks(model_bytes * kBytesForEach / kBlock);
  for (void*& block : blocks) block = std::malloc(kBlock);
  for (size_t i = blocks.size(); i-- > 0;) std::free(blocks[i]);
  OfferLargePages(begin);
}
#else
void PrepareHeap() {}
void PrepareHeapFor(size_t) {}
#endif

}  // namespace merlon::cli

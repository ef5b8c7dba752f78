// Memory for large models.
#pragma once

#include <cstddef>

namespace merlon::cli {

// A sixth of the time of a large model went into page faults. So most of the heap is one region: large vectors come from it too, what one step gives
// back serves the next, and the kernel may use large pages. Only what is used of it takes memory. Where there is no such region or no such pages,
// nothing but the gain is lost. Call it first.
void PrepareHeap();

// Makes the region larger, for a model of which so many bytes were read. A region that is too large costs more than it gains, so small models get none.
void PrepareHeapFor(size_t model_bytes);

}  // namespace merlon::cli

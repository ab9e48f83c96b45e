#ifndef CASSETS_H
#define CASSETS_H

#include <stddef.h>

// The files that the binary carries inside itself, so that it runs from any directory.
// They are constant data of the process: valid for its whole life and read by any thread.

/// How many assets there are; they are ordered by path.
size_t cassets_count(void);

/// An asset's path from the top of the source tree, or from `seed/`; null past the last one.
const char *_Nullable cassets_path(size_t index);

/// An asset's first byte; null past the last one. No NUL byte follows the last byte.
const unsigned char *_Nullable cassets_bytes(size_t index);

/// How many bytes an asset has; 0 past the last one.
size_t cassets_length(size_t index);

#endif

import CMalloc

/// How the allocator (glibc's malloc) keeps what the program has given up.
enum Memory {
    /// From here on a buffer is a mapping of its own, and goes back to the system when it is free. Named, because glibc
    /// raises its own bound to 32 MB with the first large buffer that is freed, and keeps all that is smaller. With a
    /// bound of 64 KiB half as many bookings are made a second: the system clears the pages of each write's buffers.
    private static let largestKept: Int32 = 256 * 1024
    /// Each arena keeps what was free in it once; without a bound there are eight for each core.
    private static let arenas: Int32 = 2

    /// To be called before there are threads.
    static func returnsWhatIsFree() {
        precondition(mallopt(M_MMAP_THRESHOLD, largestKept) == 1, "the bound is one that malloc takes")
        precondition(mallopt(M_TRIM_THRESHOLD, 2 * largestKept) == 1, "the bound is one that malloc takes")
        precondition(mallopt(M_ARENA_MAX, arenas) == 1, "the number is one that malloc takes")
    }
}

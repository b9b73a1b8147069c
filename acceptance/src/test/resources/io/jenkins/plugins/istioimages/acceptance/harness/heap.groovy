// Prints the bytes in use after garbage collection: the least of a few looks, because somebody is always at work.

def runtime = Runtime.runtime
def used = Long.MAX_VALUE
5.times {
    System.gc()
    Thread.sleep(300)
    used = Math.min(used, runtime.totalMemory() - runtime.freeMemory())
}
print used

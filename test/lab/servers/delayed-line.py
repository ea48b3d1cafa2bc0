"""A cable that takes its time: carries frames between two TAP devices and holds each one back for a while.

usage: delayed-line.py DELAY_MS READY_FILE NAMESPACE DEVICE NAMESPACE DEVICE

The kernel's own delay (netem) is a module that many machines lack.
"""

import ctypes
import fcntl
import heapq
import os
import selectors
import struct
import sys
import time

# linux/if_tun.h, linux/sched.h
TUNSETIFF, IFF_TAP, IFF_NO_PI = 0x400454CA, 0x0002, 0x1000
CLONE_NEWNET = 0x40000000
LARGEST_FRAME = 65536
# A full queue loses what comes, like any other.
LONGEST_QUEUE = 2000

libc = ctypes.CDLL(None, use_errno=True)


def open_tap(namespace, device):
    with open(f"/run/netns/{namespace}", "rb") as handle:
        if libc.setns(handle.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"cannot enter {namespace}")
    descriptor = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(descriptor, TUNSETIFF, struct.pack("16sH22x", device.encode(), IFF_TAP | IFF_NO_PI))
    return descriptor


def write(descriptor, frame):
    try:
        os.write(descriptor, frame)
    except OSError:
        pass  # the device is switched off, or full


def main():
    delay_ms, ready_file, *ends = sys.argv[1:]
    delay = float(delay_ms) / 1000
    first, second = open_tap(*ends[:2]), open_tap(*ends[2:])
    other = {first: second, second: first}
    selector = selectors.DefaultSelector()
    for descriptor in other:
        selector.register(descriptor, selectors.EVENT_READ)
    open(ready_file, "w").close()
    queue = []
    count = 0
    while True:
        timeout = max(0, queue[0][0] - time.monotonic()) if queue else None
        for key, _events in selector.select(timeout):
            frame = os.read(key.fd, LARGEST_FRAME)
            count += 1
            if len(queue) < LONGEST_QUEUE:
                # The count keeps frames of the same moment in their order.
                heapq.heappush(queue, (time.monotonic() + delay, count, other[key.fd], frame))
        while queue and queue[0][0] <= time.monotonic():
            _due, _count, descriptor, frame = heapq.heappop(queue)
            write(descriptor, frame)


main()

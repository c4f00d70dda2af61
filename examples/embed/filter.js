// JavaScript without an operating system: host.c has what it stands on, and
// says how to build it.

const senders = new Map();

/** @c bool admit(const uint8_t *packet, size_t length) */
export function admit(packet) {
  if (packet.length < 4) return false;
  const sender = packet.slice(0, 4).join(".");
  const count = (senders.get(sender) ?? 0) + 1;
  senders.set(sender, count);
  return count <= 3;
}

export function report() {
  for (const [sender, count] of senders)
    console.log("%s: %d packets", sender, count);
}

export function remind(milliseconds) {
  setTimeout(() => console.log("it is time"), milliseconds);
}

/** @c const char *parse(const char *text) */
export function parse(text) {
  return Object.keys(JSON.parse(text)).join();
}

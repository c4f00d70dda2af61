"use strict";
// How a console writes to a stream.

function ignore() {}

// A console never fails for its stream: an error of this write that is still to
// be emitted finds a listener.
function writeQuietly(stream, text) {
  const listens = typeof stream.listenerCount === "function";
  try {
    if (listens && stream.listenerCount("error") === 0)
      stream.once("error", ignore);
    stream.write(text, (error) => {
      const state = stream._writableState ?? stream;
      if (!error || state.errorEmitted || !listens) return;
      if (stream.listenerCount("error") === 0) stream.once("error", ignore);
    });
  } catch {
    // Neither for what it throws.
  } finally {
    if (typeof stream.removeListener === "function")
      stream.removeListener("error", ignore);
  }
}

module.exports = { writeQuietly };

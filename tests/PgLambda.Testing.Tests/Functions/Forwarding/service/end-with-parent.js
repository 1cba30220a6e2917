'use strict'

// The test process holds the other end of this pipe: whatever happens to it, the server does not outlive it.
// Workers load this file too, and have an empty standard input.
if (require('node:worker_threads').isMainThread) {
  process.stdin.on('end', () => process.exit(0)).resume()
}

'use strict'

module.exports.echo = async (event) => ({ echoed: event })

module.exports.fail = async () => {
  throw new RangeError('out of "range"')
}

module.exports.context = async (event, context) => context.clientContext ?? null

let events = 0
module.exports.counter = async (event) => (event.count ? ++events : events)

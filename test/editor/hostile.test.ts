import assert from 'node:assert/strict'
import test from 'node:test'
import { prepareEnvironment } from '../../scripts/editor/environment.ts'
import { amongHostile, type Outcome } from './hostile/hostileWindow.ts'

/** Seconds that what is asked of a folder may take, on a machine that is busy with others. */
const mostSeconds = 90

/** The extension host may not stand still for longer, in milliseconds, nor hold more, in MB. */
const [mostBlockedMs, mostMegabytes] = [20_000, 1200]

const environment = await prepareEnvironment()
if (typeof environment === 'string') throw new Error(environment)

for (const isTrusted of [true, false]) {
  const where = isTrusted ? 'in a trusted workspace' : 'in a workspace that is not trusted'
  const { ended, attacks, keyIn } = await amongHostile(environment, isTrusted)
  test(`${where} the editor goes through all attacks`, () => assert.equal(ended, 'whole'))
  test(`${where} the key of the user is found nowhere`, () => assert.deepEqual(keyIn, []))
  for (const attack of attacks)
    test(`${where} the editor holds: ${attack.name}`, () =>
      assert.deepEqual(brokenBy(attack, isTrusted), [], attack.told?.said.slice(-2000)))
}

function brokenBy({ told, requests, asks, broken }: Outcome, isTrusted: boolean): readonly string[] {
  if (told === undefined) return [...broken, 'it was not reached']
  const { said, seconds, blockedMs, megabytes } = told
  return [
    ...broken,
    ...(seconds > mostSeconds ? [`it took ${Math.round(seconds)} seconds`] : []),
    ...(/\n\s+at /.test(said) ? ['it ended with a stack'] : []),
    ...(blockedMs > mostBlockedMs ? [`the host stood still for ${blockedMs} ms`] : []),
    ...(megabytes > mostMegabytes ? [`the host held ${megabytes} MB`] : []),
    ...(requests > 0 && (!isTrusted || asks === 'never') ? [`${requests} requests were sent`] : []),
    ...(isTrusted && asks === 'once' && requests === 0 ? ['nothing was asked'] : []),
  ]
}

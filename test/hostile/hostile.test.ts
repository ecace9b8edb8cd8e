import assert from 'node:assert/strict'
import { join } from 'node:path'
import test from 'node:test'
import { attacks } from './attacks.ts'
import { staged } from './staged.ts'

/** The command line under attack: as it is built, or another build to compare with. */
const cli = process.env.GPO_CLI ?? join(import.meta.dirname, '../../dist/cli.cjs')

/** What came of each attack, as rows of a table, where another build is looked at. */
const showsTable = process.env.GPO_CLI !== undefined || process.env.GPO_TABLE !== undefined

test('there are at least sixty attacks', () => assert.ok(Object.values(attacks).flat().length >= 60))

for (const [by, group] of Object.entries(attacks))
  for (const attack of group)
    test(`${by}: ${attack.name}`, async () => {
      const { broken, seconds, megabytes, said } = await staged(attack, cli)
      const result = broken.length === 0 ? 'held' : broken.join('; ')
      const limit = attack.limit === undefined ? '' : ` (${attack.limit})`
      if (showsTable) console.log(`| ${attack.name}${limit} | ${result} | ${seconds.toFixed(1)} s | ${megabytes} MB |`)
      assert.deepEqual(broken, [], said.slice(0, 2000))
    })

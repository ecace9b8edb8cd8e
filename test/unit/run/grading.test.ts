import assert from 'node:assert/strict'
import test from 'node:test'
import type { Check } from '../../../src/evals/evalSet.ts'
import { lacking } from '../../../src/run/binding/bindGrading.ts'
import { request } from '../host/requests.ts'

const demo = { kind: 'demo', id: 'demo' } as const

for (const [check, means, code] of [
  [{ grader: 'equals' }, {}, undefined],
  [{ grader: 'is-json', value: '{"type": "object"}' }, {}, undefined],
  [{ grader: 'is-json', value: '{"type": "objekt"}' }, {}, 'bad-schema'],
  [{ grader: 'all', all: [{ grader: 'includes-json', value: '{"requierd": []}' }] }, {}, 'bad-schema'],
  [{ grader: 'judge' }, {}, 'no-judge'],
  [{ grader: 'judge' }, { judge: demo }, undefined],
  [{ grader: 'similar' }, { judge: demo }, 'no-embedding'],
  [{ grader: 'similar' }, { embedding: demo }, undefined],
  [{ grader: 'javascript', value: '1' }, {}, 'code-not-allowed'],
  [{ grader: 'javascript', value: '1' }, { allowCode: true }, undefined],
] as const satisfies readonly (readonly [Check, object, string | undefined])[])
  test(`a run whose eval set asks for ${check.grader} with ${JSON.stringify(means)} lacks ${code ?? 'nothing'}`, () => {
    const { allowCode = false, ...models } = { allowCode: false, ...means }
    const run = request(20)
    const problem = lacking({
      evalSet: { ...run.evalSet, checks: [check] },
      models: { ...run.models, ...models },
      settings: { ...run.settings, allowCode },
    })
    assert.equal(problem?.code, code)
  })

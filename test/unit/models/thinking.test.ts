import assert from 'node:assert/strict'
import test from 'node:test'
import { withoutThoughts } from '../../../src/text/reasoning/thoughts.ts'
import { chatOf, faultServer } from './faults.ts'
import { never, wired } from './wired.ts'

for (const [text, answer] of [
  ['4', '4'],
  ['<think>2 and 2</think>\n\n4', '4'],
  ['  <Thinking>a < b</Thinking>4', '4'],
  ['<think>without an end', ''],
  ['its beginning is gone</think>4', '4'],
  ['Write <think>so</think> to think.', 'Write <think>so</think> to think.'],
  ['<thought>look it up</thought><action>search</action>', '<thought>look it up</thought><action>search</action>'],
  ['<think>a</think>Close it with </think> here.', 'Close it with </think> here.'],
  ['<think>write </thinking> at the end</think>4', '4'],
  ['its beginning is gone</thinking>4', '4'],
  ['[THINK]2 and 2[/THINK]4', '4'],
  ['<think>one</think><think>two</think>4', '4'],
  ['<|channel|>analysis<|message|>2 and 2<|end|><|start|>assistant<|channel|>final<|message|>4<|return|>', '4'],
  ['<|channel|>analysis<|message|>without an end', ''],
  ['analysis2 and 2 are four.assistantfinal4', '4'],
] as const)
  test(`${JSON.stringify(text)} answers ${JSON.stringify(answer)}`, () => assert.equal(withoutThoughts(text), answer))

const choice = (content: string, finish_reason: string, more = {}) => ({ finish_reason, message: { content, ...more } })

test('thoughts are no part of an answer, and their tokens count', async t => {
  const server = await faultServer(t, [
    {
      body: {
        choices: [choice('<think>long</think>4', 'stop')],
        usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 20 },
      },
    },
    { body: { choices: [choice('4', 'stop', { reasoning_content: 'x'.repeat(30) })] } },
    { body: { choices: [choice('<think>never done', 'length')], usage: { prompt_tokens: 5, completion_tokens: 50 } } },
  ])
  const wires = wired(server.baseUrl)
  const first = await wires.task.chat(chatOf('a'), never)
  assert.deepEqual(first, { ok: true, value: { texts: ['4'], tokens: { inputTokens: 5, outputTokens: 15 } } })
  const second = await wires.task.chat(chatOf('b'), never)
  assert.ok(second.ok && second.value.tokens.outputTokens === 31)
  const third = await wires.task.chat(chatOf('c'), never)
  assert.ok(!third.ok && third.problem.code === 'answer-cut')
})

test('an answer that was cut says so, also when it comes from the cache', async t => {
  const server = await faultServer(t, [{ body: { choices: [choice('one', 'stop'), choice('tw', 'length')] } }])
  const wires = wired(server.baseUrl)
  for (let time = 0; time < 2; time++) {
    const reply = await wires.optimizer.chat(chatOf('a', { n: 2 }), never)
    assert.ok(reply.ok)
    assert.deepEqual([reply.value.texts, reply.value.cut], [['one', 'tw'], [1]])
  }
  assert.equal(server.received.length, 1)
})

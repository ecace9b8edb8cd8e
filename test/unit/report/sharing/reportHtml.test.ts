import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { pictureOf } from '../../../../src/report/sharing/picture.ts'
import { asMarkup, pictureSvg } from '../../../../src/report/sharing/pictureSvg.ts'
import { reportHtml } from '../../../../src/report/sharing/reportHtml.ts'
import { report, request, step } from '../../host/requests.ts'

const candidate = (score: number, text = 'Answer in one word.') => ({
  text,
  status: 'evaluated' as const,
  cases: 40,
  score,
  wordsChanged: 3,
})
const steps = [
  { ...step(1, 0.5), candidates: [candidate(0.6), candidate(0.4)], winner: 0 },
  { ...step(2, 0.6), candidates: [candidate(0.55)], winner: 0 },
]
const course = { initial: { text: 'Answer.', score: 0.5 }, steps }

test('an HTML report has the verdict, the scores, the picture and both texts, and asks for no other file', () => {
  const html = reportHtml(request(40), report({ steps }), course)
  for (const part of [
    'Better than your prompt',
    '<svg ',
    '<td>52.0&nbsp;%</td>',
    '<ins> in one word</ins>',
    'gpo optimize',
  ])
    assert.ok(html.includes(part), part)
  assert.doesNotMatch(html, /<(script|link|img|iframe)|https?:\/\/(?!www\.w3\.org)|url\(/)
  assert.match(html, /default-src 'none'/)
})

test('whatever a prompt holds, it is text in the report', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
      const hostile = `</pre><script>alert(1)</script>${text}`
      const best = { text: hostile, step: 1, validation: 0.7, test: 0.7 }
      const html = reportHtml(request(40), report({ steps, best, prompt: `/w/${hostile}` }), course)
      assert.equal(html.match(/<script/g), null)
      assert.doesNotMatch(html, /[\u202a-\u202e\u2066-\u2069]/)
    }),
  )
})

test('the line of a picture is the best score so far, and never falls', () => {
  const { lines, dots } = pictureOf(course)
  const best = lines.find(({ kind }) => kind === 'best')?.points.split(' ') ?? []
  const heights = best.map(point => Number(point.split(',')[1]))
  assert.deepEqual(
    heights,
    [...heights].sort((a, b) => b - a),
  )
  assert.equal(new Set(heights).size, 2, 'it rose once')
  assert.equal(dots.length, 3)
  assert.equal(pictureOf(course, course).lines.filter(({ kind }) => kind === 'other').length, 1)
  assert.deepEqual(
    pictureOf({ steps: [] }).lines.filter(({ kind }) => kind !== 'grid'),
    [],
  )
})

test('a picture is read aloud by its title', () =>
  assert.match(pictureSvg(pictureOf(course), 'From <a> to b'), /role="img">\n<title>From &#60;a&#62; to b<\/title>/))

test('what stands in markup cannot end it', () => assert.equal(asMarkup(`<&>"'`), '&#60;&#38;&#62;&#34;&#39;'))

import { percent } from '../../text/numbers.ts'
import { type Course, type Courses, courseOf } from './course.ts'

/** A drawing of scores by step, in a box of `width` by `height`. Its colours are chosen where it is shown. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly lines: readonly PictureLine[]
  readonly dots: readonly PictureDot[]
  /** Labels beside and beneath, with the point that they are anchored at. */
  readonly labels: readonly PictureLabel[]
}

export interface PictureLine {
  readonly kind: 'grid' | 'original' | 'best' | 'other'
  /** As in the attribute `points` of a polyline. */
  readonly points: string
}

export interface PictureDot {
  readonly kind: 'scored' | 'dropped'
  readonly x: number
  readonly y: number
}

export interface PictureLabel {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
}

const [width, height] = [640, 280]
// The label of 100 % fits beside the lines also where a narrow page makes labels larger.
const [left, right, top, bottom] = [68, width - 16, 16, height - 36]

/** The course of a run with its candidates; of a second run only its course, for comparing. */
export function pictureOf(run: Courses, other?: Courses): Picture {
  const courses = [courseOf(run), ...(other === undefined ? [] : [courseOf(other)])]
  const last = Math.max(1, ...courses.flatMap(course => course.map(({ step }) => step)))
  const across = (step: number): number => round(left + ((right - left) * step) / last)
  const down = (score: number): number => round(bottom - (bottom - top) * score)
  const line = (kind: PictureLine['kind'], course: Course): PictureLine[] =>
    course.length === 0
      ? []
      : [
          {
            kind,
            points: stairs(course, last)
              .map(([x, y]) => `${across(x)},${down(y)}`)
              .join(' '),
          },
        ]
  const levels = [0, 0.25, 0.5, 0.75, 1]
  const [own = [], compared = []] = courses
  const initial = run.initial?.score
  return {
    width,
    height,
    lines: [
      ...levels.map(level => ({ kind: 'grid' as const, points: `${left},${down(level)} ${right},${down(level)}` })),
      ...(initial === undefined
        ? []
        : [{ kind: 'original' as const, points: `${left},${down(initial)} ${right},${down(initial)}` }]),
      ...line('other', compared),
      ...line('best', own),
    ],
    // Beside another run the candidates of this one alone would be taken for those of both.
    dots: (other === undefined ? run.steps : []).flatMap(({ step, candidates }) =>
      candidates.flatMap(({ status, score }): PictureDot[] =>
        score === undefined || status === 'rejected'
          ? []
          : [{ kind: status === 'dropped' ? 'dropped' : 'scored', x: across(step), y: down(score) }],
      ),
    ),
    labels: [
      ...levels.map(level => ({
        text: percent(level).replace('.0', ''),
        x: left - 8,
        y: down(level) + 4,
        anchor: 'end' as const,
      })),
      ...marksOf(last).map(step => ({
        text: String(step),
        x: across(step),
        y: bottom + 18,
        anchor: 'middle' as const,
      })),
    ],
  }
}

/** A score holds from its step to the next one, and to the end of the picture. */
const stairs = (course: Course, last: number): readonly (readonly [number, number])[] =>
  course.flatMap(({ step, score }, index) => [
    [step, score] as const,
    [course[index + 1]?.step ?? last, score] as const,
  ])

/** At most ten steps are named. */
function marksOf(last: number): readonly number[] {
  const every = Math.ceil(last / 10)
  return Array.from({ length: Math.floor(last / every) + 1 }, (_, index) => index * every)
}

const round = (value: number): number => Math.round(value * 10) / 10

/** A file that a case puts into the agent's working folder. */
export interface GivenFile {
  /** Its path in the working folder. */
  readonly path: string
  /** The absolute path of the file that is copied. */
  readonly from: string
  /** Of its bytes when the case was read: what has changed since would be another case. */
  readonly sha256: string
}

/** How an image is shown, in pixels. */
export interface Dimensions {
  readonly width: number;
  readonly height: number;
}

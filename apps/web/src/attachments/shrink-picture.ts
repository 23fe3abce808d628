/** Pixels. Models use no more than this, and a phone's camera takes several times as many. */
const LONGEST_SIDE = 1_600;
const SMALL_ENOUGH_BYTES = 600_000;
const QUALITY = 0.85;

/** Shrinks a large picture to a JPEG of the size that models use. Returns the file unchanged if it is small, a GIF or cannot be decoded. */
export async function shrinkPicture(file: File): Promise<Blob> {
  if (file.size <= SMALL_ENOUGH_BYTES || file.type === "image/gif") return file;
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return file;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const shrunk = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  return shrunk && shrunk.size < file.size ? shrunk : file;
}

/** Settles like `running`, or rejects with the error from `onDeadline` after `deadlineMs`. */
export function withDeadline<T>(running: Promise<T>, deadlineMs: number, onDeadline: () => Error): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(onDeadline()), deadlineMs);
    running.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

/** A stream that pulls from a generator: one value per read, so that an error never overtakes earlier values. */
export function streamFrom<T>(values: AsyncGenerator<T, void>, onCancel: () => void): ReadableStream<T> {
  return new ReadableStream<T>(
    {
      async pull(controller) {
        try {
          const { done, value } = await values.next();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (failure) {
          controller.error(failure);
        }
      },
      async cancel() {
        onCancel();
        await values.return();
      },
    },
    { highWaterMark: 0 },
  );
}

/** A file on its way, and who wants to know how far it is. */
export interface Sent {
  readonly content: Blob;
  readonly type: string;
  readonly onProgress: (bytes: number) => void;
}

interface Sending {
  readonly method: string;
  readonly headers: Headers;
  readonly file: Sent;
  readonly signal: AbortSignal;
}

/** `fetch` does not say how much of a file has left; this older way does. */
export function sendFile(path: string, { method, headers, file, signal }: Sending): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    headers.forEach((value, name) => request.setRequestHeader(name, value));
    request.setRequestHeader('content-type', file.type);
    const fail = () => reject(new Error('The file did not get through'));
    request.upload.addEventListener('progress', ({ loaded }) => file.onProgress(loaded));
    request.addEventListener('load', () => {
      const retryAfter = request.getResponseHeader('retry-after');
      resolve(
        new Response(request.responseText, {
          status: request.status,
          headers: retryAfter === null ? {} : { 'retry-after': retryAfter },
        }),
      );
    });
    request.addEventListener('error', fail);
    request.addEventListener('abort', fail);
    signal.addEventListener('abort', () => request.abort());
    if (signal.aborted) reject(new Error('Nobody waits for it any more'));
    else request.send(file.content);
  });
}

import { ApiRefusal, type Api } from './api.js';
import { drawFrame } from './frame.js';
import { isOver, pause, reasonOf } from './pause.js';

const REQUEST_UPLOAD = `
  mutation RequestUpload($input: RequestUploadInput!) {
    requestUpload(input: $input) {
      uploadId
      resource { id }
      upload { url method headers }
    }
  }
`;

const COMPLETE_UPLOAD = `
  mutation CompleteUpload($input: CompleteUploadInput!) {
    completeUpload(input: $input) { id }
  }
`;

/** Where and how to send the bytes: a URL that works for this one file, without any other credential. */
interface Ticket {
  readonly uploadId: string;
  readonly resource: { readonly id: string };
  readonly upload: {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
  };
}

/** What is sent: the picture, and what to say about it. */
interface Capture {
  readonly path: string;
  readonly capturedAt: Date;
  readonly jpeg: Buffer;
  readonly metadata: Readonly<Record<string, unknown>>;
}

const UPLOAD_MS = 10_000;
const LONGEST_RETRY_MS = 8000;

export interface CameraParts {
  /** The id of the owner that stands for this camera. */
  readonly id: string;
  readonly number: number;
  /** The API with the key of this camera. */
  readonly api: Api;
  /** Aborted when the demo ends. */
  readonly ending: AbortSignal;
}

/** A camera that takes a picture every one to two seconds and uploads it, until the demo ends. */
export async function runCamera(camera: CameraParts): Promise<void> {
  while (!isOver(camera.ending)) {
    const capturedAt = new Date();
    const { jpeg, inference } = await drawFrame({ name: camera.id, number: camera.number }, capturedAt);
    await deliver(camera, { path: capturePath(capturedAt), capturedAt, jpeg, metadata: { inference } });
    await pause(1000 + Math.random() * 1000, camera.ending);
  }
}

/** A new path for each capture, sorted by day: "captures/2026-11-20/101530-250", in UTC. */
function capturePath(at: Date): string {
  const [day = '', time = ''] = at.toISOString().split('T');
  return `captures/${day}/${time.replaceAll(':', '').replace('.', '-').replace('Z', '')}`;
}

/** Uploads until it worked. Asked again for the same path, the server answers the same place with a fresh URL. */
async function deliver(camera: CameraParts, capture: Capture): Promise<void> {
  for (let retryMs = 500; !isOver(camera.ending); retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS)) {
    try {
      await uploadCapture(camera, capture);
      return;
    } catch (error) {
      // An earlier try came through and only its answer was lost.
      if (error instanceof ApiRefusal && error.code === 'RESOURCE_EXISTS') return;
      if (isOver(camera.ending)) return;
      console.error(`${camera.id}: ${capture.path} was not uploaded, trying again: ${reasonOf(error)}`);
      await pause(retryMs, camera.ending);
    }
  }
}

/**
 * Asks for a place and a signed URL, sends the bytes there, and says that they are there. The server finds that out by
 * itself where its store tells of uploads; saying so works with every store, and changes nothing then.
 */
async function uploadCapture(camera: CameraParts, { path, capturedAt, jpeg, metadata }: Capture): Promise<void> {
  const { requestUpload } = await camera.api.request<{ requestUpload: Ticket }>(REQUEST_UPLOAD, {
    input: {
      ownerId: camera.id,
      path,
      type: 'image/jpeg',
      size: jpeg.length,
      dataCreatedAt: capturedAt.toISOString(),
      metadata,
    },
  });
  const { uploadId, resource, upload } = requestUpload;
  const { url, method, headers } = upload;
  const response = await fetch(url, {
    method,
    headers,
    body: new Uint8Array(jpeg),
    signal: AbortSignal.any([camera.ending, AbortSignal.timeout(UPLOAD_MS)]),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
  await camera.api.request(COMPLETE_UPLOAD, { input: { resourceId: resource.id, uploadId } });
}

import { csrfToken, gateway, spoken } from "../api/client";
import { OFFLINE, Problem } from "../api/problem";

/** Sends a file as it is, with progress, which fetch does not tell. Sent again with the same key it is kept once. */
export function upload(path: string, file: File, key: string, onProgress: (percent: number) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Accept-Language", spoken());
    request.setRequestHeader("Content-Disposition", `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Idempotency-Key", key);
    request.setRequestHeader("X-XSRF-TOKEN", csrfToken());
    request.upload.onprogress = (event) => onProgress(Math.round((event.loaded / event.total) * 100));
    request.onload = () => {
      if (request.status < 300) {
        resolve();
        return;
      }
      if (request.status === 401) {
        // Says that the sign-in has ended.
        void gateway.GET("/api/me").catch(() => undefined);
      }
      reject(new Problem({ ...saidIn(request.responseText), status: request.status }));
    };
    request.onerror = () => reject(OFFLINE());
    request.send(file);
  });
}

function saidIn(text: string): object {
  try {
    return JSON.parse(text) as object;
  } catch {
    // A problem without words; its number says enough.
    return {};
  }
}

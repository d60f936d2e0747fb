"""Sends a file of any size as this device, piece by piece, and tries again when the link breaks. It may run as often as
you like: what is there is not sent again, and what is there with other bytes is replaced.
  THINGSTORE_URL=https://... THINGSTORE_KEY=tk_... python3 send_file.py <file>"""
import hashlib, http.client, os, sys, time
from urllib import error, parse, request

path, boundary = sys.argv[1], os.urandom(16).hex()
name = os.path.basename(path)

def pieces():
    with open(path, "rb") as file: yield from iter(lambda: file.read(65536), b"")

def ask(method, url, headers={}, body=None):
    headers = {"Authorization": "Thing " + os.environ["THINGSTORE_KEY"], **headers}
    return request.urlopen(request.Request(os.environ["THINGSTORE_URL"] + url, body, headers, method=method), timeout=60)

def send():
    digest, url = hashlib.sha256(), "/files/" + parse.quote(name)
    for piece in pieces(): digest.update(piece)
    try:  # What stands there tells whether it was only the answer that got lost.
        if ask("HEAD", url).headers["ETag"] == f'"{digest.hexdigest()}"': return "is there"
        method = "PUT"
    except error.HTTPError as answer:
        if answer.code != 404: raise
        method, url = "POST", "/files"
    part = '--%s\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\n'
    begin = (part % (boundary, name.replace('"', '\\"'))).encode()
    end = f"\r\n--{boundary}--\r\n".encode()
    headers = {"Content-Type": "multipart/form-data; boundary=" + boundary,
               "Content-Length": str(len(begin) + os.path.getsize(path) + len(end))}
    ask(method, url, headers, (piece for part in ([begin], pieces(), [end]) for piece in part))
    return "sent"

for wait in [1, 2, 4, 8, 16, 32, 60, 0]:
    try:
        print(f"{name}: {send()}")
        break
    except (OSError, http.client.HTTPException) as problem:
        if wait == 0 or getattr(problem, "code", 500) not in (429, 500, 503): sys.exit(f"{name}: {problem}")
    time.sleep(wait)

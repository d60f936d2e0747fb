"""Fetches a file of this device's group when it has changed, firmware say, and tries again when the link breaks. The old
file stays until the new one is here, and is proven by its hash.

  THINGSTORE_URL=https://... THINGSTORE_KEY=tk_... python3 fetch_file.py <file>"""
import hashlib, http.client, os, shutil, sys, time
from urllib import error, parse, request

path = sys.argv[1]
name = os.path.basename(path)

def etag_of(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for piece in iter(lambda: file.read(65536), b""): digest.update(piece)
    return f'"{digest.hexdigest()}"'

def fetch():
    headers = {"Authorization": "Thing " + os.environ["THINGSTORE_KEY"]}
    if os.path.exists(path): headers["If-None-Match"] = etag_of(path)
    url = os.environ["THINGSTORE_URL"] + "/fs/groupfiles/" + parse.quote(name)
    try: answer = request.urlopen(request.Request(url, headers=headers), timeout=60)
    except error.HTTPError as refusal:
        if refusal.code == 304: return "is there"
        raise
    with open(path + ".part", "wb") as part: shutil.copyfileobj(answer, part)
    if etag_of(path + ".part") != answer.headers["ETag"]: raise OSError("It did not come whole.")
    os.replace(path + ".part", path)
    return "fetched"

for wait in [1, 2, 4, 8, 16, 32, 60, 0]:
    try:
        print(f"{name}: {fetch()}")
        break
    except (OSError, http.client.HTTPException) as problem:
        if wait == 0 or getattr(problem, "code", 500) not in (429, 500, 503): sys.exit(f"{name}: {problem}")
    time.sleep(wait)

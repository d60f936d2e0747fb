# The commands of the document on the file store, each as it stands there but for the host and what it shows in <>: run by
# filestore-document.test.ts, which says which one is wanted. They need URL, THING_KEY, USER_TOKEN, GROUP_ID and NAME.
set -eu
case "$1" in
  upload-thing-file)
curl -s -S -i -X POST \
  -H "Authorization: Thing $THING_KEY" \
  -F "file=@sensor-data.csv" \
  -F 'metadata={"class":"document","format":"csv","time":1710000000.0}' \
  $URL/files
    ;;
  list-thing-files)
curl -s -S -i \
  -H "Authorization: Thing $THING_KEY" \
  $URL/files
    ;;
  download-thing-file)
curl -s -S -i \
  -H "Authorization: Thing $THING_KEY" \
  $URL/files/$NAME
    ;;
  update-thing-file)
curl -s -S -i -X PUT \
  -H "Authorization: Thing $THING_KEY" \
  -F "file=@sensor-data-v2.csv" \
  $URL/files/$NAME
    ;;
  delete-thing-file)
curl -s -S -i -X DELETE \
  -H "Authorization: Thing $THING_KEY" \
  $URL/files/$NAME
    ;;
  upload-group-file)
curl -s -S -i -X POST \
  -H "Authorization: Bearer $USER_TOKEN" \
  -F "file=@config.json" \
  -F 'metadata={"class":"document","format":"json","time":1710000000.0}' \
  $URL/fs/groups/$GROUP_ID/files
    ;;
  list-group-files)
curl -s -S -i \
  -H "Authorization: Bearer $USER_TOKEN" \
  $URL/fs/groups/$GROUP_ID/files
    ;;
  download-group-file)
# Using a user token
curl -s -S -i \
  -H "Authorization: Bearer $USER_TOKEN" \
  $URL/fs/groups/$GROUP_ID/files/$NAME
    ;;
  download-group-file-as-thing)
# Using a thing key (useful for devices fetching shared config or firmware)
curl -s -S -i \
  -H "Authorization: Thing $THING_KEY" \
  $URL/fs/groupfiles/$NAME
    ;;
  update-group-file)
curl -s -S -i -X PUT \
  -H "Authorization: Bearer $USER_TOKEN" \
  -F "file=@config-v2.json" \
  $URL/fs/groups/$GROUP_ID/files/$NAME
    ;;
  delete-group-file)
curl -s -S -i -X DELETE \
  -H "Authorization: Bearer $USER_TOKEN" \
  $URL/fs/groups/$GROUP_ID/files/$NAME
    ;;
  *)
    echo "The document has no command $1." >&2
    exit 2
    ;;
esac

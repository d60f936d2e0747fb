/** What the IDE shows to somebody who opens it for the first time, one tab each. Lines are as long as the editor is wide. */
export const IDE_QUERIES = [
  `# A page of resources, newest capture first.
# Log in above, then press play (Ctrl-Enter).
#
# Ctrl-Space completes names. The book on the
# left holds the documentation of every field.
query Captures {
  resources(
    first: 10 # and then: after: <endCursor>
    filter: { kinds: [IMAGE, VIDEO, FILE] }
  ) {
    totalCount
    nodes {
      ownerId
      path
      type
      dataCreatedAt
      details {
        size
        width
        height
      }
      metadata
      signedUrl(expiresIn: 600) {
        url
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    # Subscribe after this and miss nothing.
    changeCursor
  }
}
`,
  `# Told the moment a new capture is readable.
# Runs until you press the button again.
#
# No device at hand? The next tab makes one.
subscription NewCaptures {
  resourceAdded(
    filter: { path: "captures" }
    # after: "<cursor>" goes on where you stopped
  ) {
    cursor
    ownerId
    path
    type
    dataCreatedAt
    metadata
    resource {
      signedUrl(expiresIn: 600) {
        url
      }
    }
  }
}
`,
  `# A device, and a key with which it logs in:
# "Authorization: Thing <key>". The key is shown
# this one time. An id can be taken only once.
mutation NewDevice {
  createOwner(
    input: {
      id: "my-first-device"
      kind: DEVICE
      name: "My first device"
    }
  ) {
    id
  }
  issueThingKey(
    input: { ownerId: "my-first-device" }
  ) {
    key
  }
}

# A resource of it; a path can be taken only once.
# The play button lets you choose which one to run.
mutation NewResource {
  createResource(
    input: {
      ownerId: "my-first-device"
      path: "captures/first"
      data: { temperature: 21.5 }
      metadata: {
        inference: { label: "warm", score: 0.97 }
      }
    }
  ) {
    id
    version
  }
}
`,
] as const;

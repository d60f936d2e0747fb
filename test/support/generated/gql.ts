/* eslint-disable */
import * as types from './graphql.js';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Domains {\n    domains {\n      id\n      name\n      path\n      parent {\n        path\n      }\n    }\n  }\n": typeof types.DomainsDocument,
    "\n  mutation DomainsUpdate($input: UpdateDomainInput!) {\n    updateDomain(input: $input) {\n      id\n      name\n      path\n      parent {\n        path\n      }\n    }\n  }\n": typeof types.DomainsUpdateDocument,
    "\n  mutation DomainsDelete($input: DeleteDomainInput!) {\n    deleteDomain(input: $input)\n  }\n": typeof types.DomainsDeleteDocument,
    "\n  query DomainsOwner($id: ID!) {\n    owner(id: $id) {\n      domain {\n        path\n        parent {\n          path\n          parent {\n            path\n          }\n        }\n      }\n    }\n  }\n": typeof types.DomainsOwnerDocument,
    "\n  query Privileges($userId: ID!) {\n    privilegeGrants(userId: $userId) {\n      domain {\n        path\n        parent {\n          path\n        }\n      }\n      privileges\n      grants {\n        privilege\n        grantedBy {\n          id\n          name\n        }\n        createdAt\n      }\n    }\n  }\n": typeof types.PrivilegesDocument,
    "\n  query PrivilegesMine {\n    viewer {\n      privileges {\n        domain {\n          path\n        }\n        privileges\n      }\n    }\n    owners {\n      totalCount\n    }\n  }\n": typeof types.PrivilegesMineDocument,
    "\n  query Projects {\n    projects {\n      id\n      name\n    }\n  }\n": typeof types.ProjectsDocument,
    "\n  mutation ProjectsCreate($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      id\n      name\n    }\n  }\n": typeof types.ProjectsCreateDocument,
    "\n  mutation ProjectsLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n      viewer {\n        role\n        project {\n          id\n        }\n        privileges {\n          domain {\n            path\n          }\n          privileges\n        }\n        roleAssignments {\n          role\n          scope {\n            projectId\n            ownerId\n          }\n        }\n      }\n    }\n  }\n": typeof types.ProjectsLoginDocument,
    "\n  query ProjectsOwners {\n    owners {\n      totalCount\n    }\n    domains {\n      path\n    }\n  }\n": typeof types.ProjectsOwnersDocument,
    "\n  mutation RacesMove($input: UpdateDomainInput!) {\n    updateDomain(input: $input) {\n      path\n    }\n  }\n": typeof types.RacesMoveDocument,
    "\n  mutation RacesUpdateUser($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      role\n    }\n  }\n": typeof types.RacesUpdateUserDocument,
    "\n  mutation RacesDeleteUser($input: DeleteUserInput!) {\n    deleteUser(input: $input)\n  }\n": typeof types.RacesDeleteUserDocument,
    "\n  mutation RacesDeleteDomain($input: DeleteDomainInput!) {\n    deleteDomain(input: $input)\n  }\n": typeof types.RacesDeleteDomainDocument,
    "\n  subscription RevokedAdded($after: Cursor) {\n    resourceAdded(after: $after) {\n      path\n    }\n  }\n": typeof types.RevokedAddedDocument,
    "\n  mutation RevokedUpdate($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      role\n    }\n  }\n": typeof types.RevokedUpdateDocument,
    "\n  mutation RevokedDelete($input: DeleteUserInput!) {\n    deleteUser(input: $input)\n  }\n": typeof types.RevokedDeleteDocument,
    "\n  query RolesMine {\n    viewer {\n      roleAssignments {\n        role\n        principal {\n          isAny\n        }\n        scope {\n          ownerId\n          path\n        }\n      }\n    }\n  }\n": typeof types.RolesMineDocument,
    "\n  query RolesOfPath($scope: RoleScopeInput) {\n    roleAssignments(scope: $scope) {\n      id\n    }\n  }\n": typeof types.RolesOfPathDocument,
    "\n  mutation UsersLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n      viewer {\n        role\n        account {\n          name\n        }\n        privileges {\n          domain {\n            path\n            parent {\n              path\n            }\n          }\n        }\n        roleAssignments {\n          role\n          principal {\n            user {\n              email\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.UsersLoginDocument,
    "\n  query Users {\n    users {\n      id\n      email\n      name\n      role\n    }\n  }\n": typeof types.UsersDocument,
    "\n  mutation UsersUpdate($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      id\n      email\n      name\n      role\n    }\n  }\n": typeof types.UsersUpdateDocument,
    "\n  mutation UsersDelete($input: DeleteUserInput!) {\n    deleteUser(input: $input)\n  }\n": typeof types.UsersDeleteDocument,
    "\n  mutation ReplacedCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n      writeableUrl {\n        url\n      }\n    }\n  }\n": typeof types.ReplacedCreateValueDocument,
    "\n  query ReplacedNow {\n    changeCursor\n  }\n": typeof types.ReplacedNowDocument,
    "\n  subscription ReplacedEvents($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      action\n      changed\n      version\n      data\n      details {\n        sha256\n        key\n      }\n    }\n  }\n": typeof types.ReplacedEventsDocument,
    "\n  mutation AwayCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n      data\n    }\n  }\n": typeof types.AwayCreateDocument,
    "\n  query CapturesListed($path: String!, $filter: ResourceFilter) {\n    resources(ownerId: \"cam-1\", path: $path, filter: $filter) {\n      nodes {\n        id\n        data\n        details {\n          size\n        }\n        signedUrl {\n          url\n        }\n        ... on Resource {\n          state\n        }\n      }\n      totalCount\n    }\n  }\n": typeof types.CapturesListedDocument,
    "\n  mutation CaptureAnnotate($input: UpdateResourceInput!) {\n    updateResource(input: $input) {\n      id\n      metadata\n    }\n  }\n": typeof types.CaptureAnnotateDocument,
    "\n  mutation CaptureCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n": typeof types.CaptureCreateValueDocument,
    "\n  mutation CondemnedDelete($input: DeleteResourcesInput!) {\n    deleteResources(input: $input)\n  }\n": typeof types.CondemnedDeleteDocument,
    "\n  query CondemnedWriteable($id: ID!) {\n    resource(id: $id) {\n      ... on Resource {\n        writeableUrl(expiresIn: 604800) {\n          url\n          headers\n        }\n      }\n    }\n  }\n": typeof types.CondemnedWriteableDocument,
    "\n  mutation ScriptsJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n": typeof types.ScriptsJoinDocument,
    "\n  mutation DirectCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n": typeof types.DirectCreateDocument,
    "\n  query FeedPage($path: String!) {\n    resources(path: $path, children: true, first: 200) {\n      changeCursor\n      nodes {\n        id\n        version\n      }\n    }\n  }\n": typeof types.FeedPageDocument,
    "\n  mutation FileKeysIssue($ownerId: ID!) {\n    issueThingKey(input: { ownerId: $ownerId }) {\n      id\n      key\n    }\n  }\n": typeof types.FileKeysIssueDocument,
    "\n  mutation FileKeysRevoke($ownerId: ID!, $keyIds: [ID!]) {\n    revokeThingKeys(input: { ownerId: $ownerId, keyIds: $keyIds }) {\n      id\n    }\n  }\n": typeof types.FileKeysRevokeDocument,
    "\n  mutation KilledFilesIssue($ownerId: ID!) {\n    issueThingKey(input: { ownerId: $ownerId }) {\n      key\n    }\n  }\n": typeof types.KilledFilesIssueDocument,
    "\n  mutation FileScopesJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n": typeof types.FileScopesJoinDocument,
    "\n  query FileRightsOwner($ownerId: ID!, $name: String!) {\n    file(ownerId: $ownerId, name: $name) {\n      name\n      resource {\n        ownerId\n      }\n      owner {\n        id\n      }\n    }\n  }\n": typeof types.FileRightsOwnerDocument,
    "\n  query FileRightsNames($ownerId: ID!) {\n    files(ownerId: $ownerId) {\n      nodes {\n        name\n      }\n    }\n  }\n": typeof types.FileRightsNamesDocument,
    "\n  query FileRightsBelow($ids: [ID!], $counts: Boolean = true, $filter: FileFilter) {\n    owners(filter: { ids: $ids }, first: 200) {\n      nodes {\n        id\n        kind\n        files(first: 2, filter: $filter) {\n          nodes {\n            name\n          }\n          totalCount @include(if: $counts)\n        }\n      }\n    }\n  }\n": typeof types.FileRightsBelowDocument,
    "\n  mutation FilestoreJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n": typeof types.FilestoreJoinDocument,
    "\n  query FilestoreUpdatedAt($ownerId: ID!, $path: String!) {\n    resourceAt(ownerId: $ownerId, path: $path) {\n      updatedAt\n    }\n  }\n": typeof types.FilestoreUpdatedAtDocument,
    "\n  mutation FlakyLinkPrepare($login: LoginInput!) {\n    login(input: $login) {\n      token\n    }\n  }\n": typeof types.FlakyLinkPrepareDocument,
    "\n  mutation FlakyLinkOwner($owner: CreateOwnerInput!) {\n    createOwner(input: $owner) {\n      id\n    }\n  }\n": typeof types.FlakyLinkOwnerDocument,
    "\n  subscription ForeignChanges($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      resourceId\n    }\n  }\n": typeof types.ForeignChangesDocument,
    "\n  subscription ForeignAdded($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceAdded(filter: $filter, after: $after) {\n      resourceId\n    }\n  }\n": typeof types.ForeignAddedDocument,
    "\n  query GroupFilesEntryAt($ownerId: ID!, $path: String!) {\n    resourceAt(ownerId: $ownerId, path: $path) {\n      id\n      access {\n        role\n        grantedThrough {\n          ownerId\n          path\n        }\n      }\n    }\n  }\n": typeof types.GroupFilesEntryAtDocument,
    "\n  mutation GroupFilesJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n": typeof types.GroupFilesJoinDocument,
    "\n  query GroupsOne($id: ID!) {\n    owner(id: $id) {\n      id\n      members {\n        user {\n          id\n        }\n        role\n        addedBy {\n          email\n        }\n        createdAt\n      }\n      things(first: 10) {\n        totalCount\n        nodes {\n          id\n          group {\n            id\n          }\n        }\n      }\n    }\n  }\n": typeof types.GroupsOneDocument,
    "\n  mutation GroupsUpdateOwner($input: UpdateOwnerInput!) {\n    updateOwner(input: $input) {\n      id\n      group {\n        id\n      }\n    }\n  }\n": typeof types.GroupsUpdateOwnerDocument,
    "\n  mutation GroupsSetMember($input: SetGroupMemberInput!) {\n    setGroupMember(input: $input) {\n      members {\n        role\n      }\n    }\n  }\n": typeof types.GroupsSetMemberDocument,
    "\n  mutation GroupsRemoveMember($input: RemoveGroupMemberInput!) {\n    removeGroupMember(input: $input) {\n      members {\n        role\n      }\n    }\n  }\n": typeof types.GroupsRemoveMemberDocument,
    "\n  query GroupsListed($filter: OwnerFilter) {\n    owners(filter: $filter) {\n      nodes {\n        id\n      }\n    }\n  }\n": typeof types.GroupsListedDocument,
    "\n  query GroupsAll {\n    owners(filter: { kinds: [GROUP] }) {\n      nodes {\n        id\n        members {\n          role\n        }\n        things(first: 1) {\n          totalCount\n          nodes {\n            id\n          }\n        }\n      }\n    }\n  }\n": typeof types.GroupsAllDocument,
    "\n  mutation KeyedLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n": typeof types.KeyedLoginDocument,
    "\n  query KeyedNow {\n    changeCursor\n  }\n": typeof types.KeyedNowDocument,
    "\n  query InferenceNow {\n    changeCursor\n  }\n": typeof types.InferenceNowDocument,
    "\n  mutation KilledLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n": typeof types.KilledLoginDocument,
    "\n  mutation KilledCreateOwner($input: CreateOwnerInput!) {\n    createOwner(input: $input) {\n      id\n    }\n  }\n": typeof types.KilledCreateOwnerDocument,
    "\n  query KilledNow {\n    changeCursor\n  }\n": typeof types.KilledNowDocument,
    "\n  query KilledPage($path: String!, $after: Cursor) {\n    resources(path: $path, childrenOnly: true, first: 200, after: $after) {\n      nodes {\n        id\n        kind\n        data\n        details {\n          sha256\n        }\n        signedUrl {\n          url\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.KilledPageDocument,
    "\n  subscription KilledEvents($after: Cursor!, $path: String!) {\n    resourceChanged(after: $after, filter: { path: $path }) {\n      action\n      resourceId\n    }\n  }\n": typeof types.KilledEventsDocument,
    "\n  mutation LostCommitCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n": typeof types.LostCommitCreateDocument,
    "\n  mutation MinioAwayCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n      data\n    }\n  }\n": typeof types.MinioAwayCreateDocument,
    "\n  query RemovalOwner($id: ID!) {\n    owner(id: $id) {\n      id\n    }\n  }\n": typeof types.RemovalOwnerDocument,
    "\n  mutation RemovalCreateDomain($input: CreateDomainInput!) {\n    createDomain(input: $input) {\n      id\n    }\n  }\n": typeof types.RemovalCreateDomainDocument,
    "\n  query OwnersPage($filter: OwnerFilter, $first: Int, $after: Cursor, $counts: Boolean = true) {\n    owners(filter: $filter, first: $first, after: $after) {\n      nodes {\n        id\n      }\n      edges {\n        cursor\n        node {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount @include(if: $counts)\n    }\n  }\n": typeof types.OwnersPageDocument,
    "\n  mutation OwnersUpdate($input: UpdateOwnerInput!) {\n    updateOwner(input: $input) {\n      id\n      kind\n      name\n      metadata\n      createdAt\n      updatedAt\n    }\n  }\n": typeof types.OwnersUpdateDocument,
    "\n  query OwnersOne($id: ID!) {\n    owner(id: $id) {\n      id\n      kind\n      name\n      metadata\n      createdAt\n      updatedAt\n      thingKeys {\n        id\n      }\n    }\n  }\n": typeof types.OwnersOneDocument,
    "\n  query PageStatementsOne($ownerId: ID, $counts: Boolean!, $owners: Boolean = false) {\n    resources(ownerId: $ownerId) {\n      nodes {\n        id\n        owner @include(if: $owners) {\n          id\n        }\n        coowner @include(if: $owners) {\n          id\n        }\n      }\n      totalCount @include(if: $counts)\n    }\n  }\n": typeof types.PageStatementsOneDocument,
    "\n  query PageStatementsBelow($ids: [ID!], $counts: Boolean = true, $first: Int = 2) {\n    owners(filter: { ids: $ids }, first: 200) {\n      nodes {\n        id\n        resources(first: $first) {\n          nodes {\n            path\n            ownerId\n          }\n          pageInfo {\n            hasNextPage\n          }\n          totalCount @include(if: $counts)\n        }\n      }\n    }\n  }\n": typeof types.PageStatementsBelowDocument,
    "\n  query PageStatementsTwo {\n    owners(first: 200) {\n      nodes {\n        newest: resources(first: 1) {\n          nodes {\n            path\n          }\n        }\n        again: resources(first: 1) {\n          nodes {\n            id\n          }\n        }\n        oldest: resources(first: 1, order: [{ field: DATA_CREATED_AT, direction: ASC }]) {\n          nodes {\n            path\n          }\n          totalCount\n        }\n      }\n    }\n  }\n": typeof types.PageStatementsTwoDocument,
    "\n  query PointersCounted($ownerId: ID!) {\n    resources(ownerId: $ownerId, first: 200) {\n      nodes {\n        path\n        ... on Resource {\n          pointerCount\n        }\n      }\n    }\n  }\n": typeof types.PointersCountedDocument,
    "\n  query PointersListed($ownerId: ID!) {\n    resources(ownerId: $ownerId, first: 200) {\n      nodes {\n        path\n        ... on Resource {\n          newest: pointers(first: 1) {\n            nodes {\n              path\n            }\n            totalCount\n            changeCursor\n          }\n          again: pointers(first: 1) {\n            nodes {\n              id\n            }\n            totalCount\n            changeCursor\n          }\n        }\n      }\n    }\n  }\n": typeof types.PointersListedDocument,
    "\n  query PointersSources($ownerId: ID!) {\n    resources(ownerId: $ownerId, first: 200) {\n      nodes {\n        ... on ResourcePointer {\n          sourceReference {\n            path\n          }\n          source {\n            path\n          }\n        }\n      }\n    }\n  }\n": typeof types.PointersSourcesDocument,
    "\n  query PointersMetPast($id: ID!, $asOf: DateTime) {\n    resource(id: $id, asOf: $asOf) {\n      path\n      metadata\n      ... on ResourcePointer {\n        sourceReference {\n          path\n        }\n      }\n    }\n  }\n": typeof types.PointersMetPastDocument,
    "\n  query PointersMetOpened($id: ID!, $asOf: DateTime) {\n    resource(id: $id, asOf: $asOf) {\n      path\n      data\n      signedUrl {\n        url\n      }\n    }\n  }\n": typeof types.PointersMetOpenedDocument,
    "\n  query PointersMetDiagnose($id: ID!) {\n    resourceDiagnostics(id: $id) {\n      sourceReference {\n        path\n        state\n      }\n      hashMatches\n      problems\n    }\n  }\n": typeof types.PointersMetDiagnoseDocument,
    "\n  mutation PointersInParts($input: RequestUploadInput!) {\n    createMultipartUpload(input: $input) {\n      id\n    }\n  }\n": typeof types.PointersInPartsDocument,
    "\n  query PointersAccess($id: ID!) {\n    resource(id: $id) {\n      ownerId\n      owner {\n        id\n      }\n      access {\n        role\n        canUpdate\n        canDelete\n        grantedThrough {\n          ownerId\n          path\n        }\n      }\n    }\n  }\n": typeof types.PointersAccessDocument,
    "\n  subscription PointersChanged($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      action\n      changed\n      resourceId\n      sourceId\n      type\n      kind\n      data\n      details {\n        key\n      }\n      metadata\n      path\n      resource {\n        __typename\n        id\n        signedUrl {\n          url\n        }\n        ... on ResourcePointer {\n          sourceReference {\n            state\n          }\n        }\n      }\n    }\n  }\n": typeof types.PointersChangedDocument,
    "\n  subscription PointersAdded($after: Cursor) {\n    resourceAdded(filter: { ownerIds: [\"set\"] }, after: $after) {\n      resourceId\n      sourceId\n    }\n  }\n": typeof types.PointersAddedDocument,
    "\n  mutation ReadmeJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n": typeof types.ReadmeJoinDocument,
    "\n  query Diagnose($id: ID!, $userId: ID) {\n    resourceDiagnostics(id: $id, userId: $userId) {\n      exists\n      state\n      isArchived\n      access {\n        role\n        grantedThrough {\n          projectId\n          ownerId\n          path\n        }\n        canUpdate\n        canDelete\n      }\n      declaredType\n      detectedType\n      typeMatches\n      expectedSize\n      storedSize\n      sizeMatches\n      expectedSha256\n      storedSha256\n      hashMatches\n      isReachable\n      sourceReference {\n        state\n      }\n      problems\n    }\n  }\n": typeof types.DiagnoseDocument,
    "\n  query DiagnoseLookUp($id: ID!) {\n    resource(id: $id) {\n      id\n      access {\n        role\n        grantedThrough {\n          ownerId\n          path\n        }\n      }\n    }\n  }\n": typeof types.DiagnoseLookUpDocument,
    "\n  subscription RevocationChanges($after: Cursor) {\n    resourceChanged(after: $after) {\n      resourceId\n    }\n  }\n": typeof types.RevocationChangesDocument,
    "\n  query RevocationAt($ownerId: ID!, $path: String!) {\n    resourceAt(ownerId: $ownerId, path: $path) {\n      id\n    }\n  }\n": typeof types.RevocationAtDocument,
    "\n  query RightsSeen($id: ID!, $ownerId: ID!, $path: String!) {\n    resource(id: $id) {\n      id\n      owner {\n        id\n      }\n      ownerId\n      access {\n        role\n        canUpdate\n        canDelete\n        grantedThrough {\n          projectId\n          ownerId\n          path\n        }\n      }\n    }\n    resourceAt(ownerId: $ownerId, path: $path) {\n      id\n    }\n    resources(ownerId: $ownerId, path: $path, children: true) {\n      totalCount\n      nodes {\n        id\n      }\n    }\n  }\n": typeof types.RightsSeenDocument,
    "\n  mutation RightsRequestUpload($input: RequestUploadInput!) {\n    requestUpload(input: $input) {\n      uploadId\n      resource {\n        id\n        writeableUrl {\n          url\n        }\n      }\n    }\n  }\n": typeof types.RightsRequestUploadDocument,
    "\n  query RightsWriteUrl($id: ID!) {\n    resource(id: $id) {\n      ... on Resource {\n        writeableUrl {\n          url\n        }\n      }\n    }\n  }\n": typeof types.RightsWriteUrlDocument,
    "\n  mutation RightsIssueKey($ownerId: ID!) {\n    issueThingKey(input: { ownerId: $ownerId }) {\n      owner {\n        id\n      }\n    }\n  }\n": typeof types.RightsIssueKeyDocument,
    "\n  query ServedLinks($id: ID!, $download: Boolean, $expiresIn: Int) {\n    resource(id: $id) {\n      data\n      signedUrl(download: $download, expiresIn: $expiresIn) {\n        url\n        method\n        headers\n        expiresAt\n        uploadId\n      }\n    }\n  }\n": typeof types.ServedLinksDocument,
    "\n  mutation ServedCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      data\n      details {\n        size\n      }\n      signedUrl {\n        url\n      }\n    }\n  }\n": typeof types.ServedCreateValueDocument,
    "\n  query StateRead($id: ID!) {\n    resource(id: $id) {\n      path\n    }\n  }\n": typeof types.StateReadDocument,
    "\n  mutation FeedDirectUpload($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n": typeof types.FeedDirectUploadDocument,
    "\n  query FeedViewer {\n    viewer {\n      account {\n        id\n      }\n    }\n  }\n": typeof types.FeedViewerDocument,
    "\n  mutation ToldCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n": typeof types.ToldCreateDocument,
    "\n  query TranslationsFor($ownerId: ID!, $locale: String!, $fallback: String, $path: String) {\n    translations(ownerId: $ownerId, locale: $locale, fallback: $fallback, path: $path) {\n      data\n      locales\n      version\n    }\n  }\n": typeof types.TranslationsForDocument,
    "\n  mutation UnfinishedCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n": typeof types.UnfinishedCreateValueDocument,
    "\n  mutation InPartsCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n": typeof types.InPartsCreateValueDocument,
    "\n  mutation AskingIssueKey($ownerId: ID!) {\n    issueThingKey(input: { ownerId: $ownerId }) {\n      id\n      key\n      owner {\n        id\n      }\n    }\n  }\n": typeof types.AskingIssueKeyDocument,
    "\n  mutation AskingRevokeKeys($input: RevokeThingKeysInput!) {\n    revokeThingKeys(input: $input) {\n      id\n      thingKeys {\n        id\n      }\n    }\n  }\n": typeof types.AskingRevokeKeysDocument,
    "\n  query AskingKeys($id: ID!) {\n    owner(id: $id) {\n      thingKeys {\n        id\n        createdAt\n        lastUsedAt\n      }\n    }\n  }\n": typeof types.AskingKeysDocument,
    "\n  subscription AskingChanges($after: Cursor!) {\n    resourceChanged(after: $after) {\n      cursor\n    }\n  }\n": typeof types.AskingChangesDocument,
    "\n  mutation AskingLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n      expiresAt\n      viewer {\n        kind\n        role\n        account {\n          email\n        }\n      }\n    }\n  }\n": typeof types.AskingLoginDocument,
    "\n  query AskingViewer {\n    viewer {\n      kind\n      role\n      account {\n        id\n        email\n        name\n        role\n      }\n      project {\n        id\n        name\n      }\n      thing {\n        id\n        kind\n      }\n    }\n  }\n": typeof types.AskingViewerDocument,
    "\n  mutation AbuseLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n": typeof types.AbuseLoginDocument,
    "\n  mutation AbuseIssueKey($input: IssueThingKeyInput!) {\n    issueThingKey(input: $input) {\n      key\n    }\n  }\n": typeof types.AbuseIssueKeyDocument,
    "\n  mutation AcknowledgedCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n": typeof types.AcknowledgedCreateDocument,
    "\n  mutation AdministrationCreateUser($input: CreateUserInput!) {\n    createUser(input: $input) {\n      id\n      email\n      name\n      role\n    }\n  }\n": typeof types.AdministrationCreateUserDocument,
    "\n  mutation AdministrationCreateDomain($input: CreateDomainInput!) {\n    createDomain(input: $input) {\n      id\n      name\n      path\n      parent {\n        id\n        path\n      }\n    }\n  }\n": typeof types.AdministrationCreateDomainDocument,
    "\n  mutation AdministrationGrant($input: GrantPrivilegesInput!) {\n    grantPrivileges(input: $input) {\n      ...PrivilegeGrantFields\n    }\n  }\n  fragment PrivilegeGrantFields on PrivilegeGrant {\n    domain {\n      path\n    }\n    privileges\n    grants {\n      privilege\n      grantedBy {\n        id\n      }\n      createdAt\n    }\n  }\n": typeof types.AdministrationGrantDocument,
    "\n  mutation AdministrationRevoke($input: GrantPrivilegesInput!) {\n    revokePrivileges(input: $input) {\n      ...PrivilegeGrantFields\n    }\n  }\n": typeof types.AdministrationRevokeDocument,
    "\n  mutation AdministrationAssign($input: AssignRoleInput!) {\n    assignRole(input: $input) {\n      ...RoleAssignmentFields\n    }\n  }\n  fragment RoleAssignmentFields on RoleAssignment {\n    id\n    role\n    principal {\n      isAny\n      user {\n        id\n        email\n      }\n    }\n    scope {\n      projectId\n      ownerId\n      path\n    }\n    grantedBy {\n      id\n    }\n    createdAt\n  }\n": typeof types.AdministrationAssignDocument,
    "\n  mutation AdministrationUnassign($input: UnassignRoleInput!) {\n    unassignRole(input: $input)\n  }\n": typeof types.AdministrationUnassignDocument,
    "\n  query AdministrationRoles($scope: RoleScopeInput) {\n    roleAssignments(scope: $scope) {\n      ...RoleAssignmentFields\n    }\n  }\n": typeof types.AdministrationRolesDocument,
    "\n  query AdministrationWho {\n    viewer {\n      account {\n        id\n      }\n    }\n  }\n": typeof types.AdministrationWhoDocument,
    "\n  mutation CreateAccessToken($input: CreateAccessTokenInput!) {\n    createAccessToken(input: $input) {\n      id\n      name\n      token\n      expiresAt\n      lastUsedAt\n    }\n  }\n": typeof types.CreateAccessTokenDocument,
    "\n  mutation RevokeAccessToken($id: ID!) {\n    revokeAccessToken(input: { id: $id })\n  }\n": typeof types.RevokeAccessTokenDocument,
    "\n  query AccessTokens {\n    accessTokens {\n      id\n      name\n      token\n      expiresAt\n      lastUsedAt\n    }\n  }\n": typeof types.AccessTokensDocument,
    "\n  mutation CreateApiKey($name: String!) {\n    createApiKey(input: { name: $name }) {\n      id\n      name\n      key\n      createdAt\n      lastUsedAt\n    }\n  }\n": typeof types.CreateApiKeyDocument,
    "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(input: { id: $id })\n  }\n": typeof types.RevokeApiKeyDocument,
    "\n  query ApiKeys {\n    apiKeys {\n      id\n      name\n      key\n      createdAt\n      lastUsedAt\n    }\n  }\n": typeof types.ApiKeysDocument,
    "\n  mutation RenewSession {\n    renewSession {\n      token\n      expiresAt\n      viewer {\n        kind\n        role\n      }\n    }\n  }\n": typeof types.RenewSessionDocument,
    "\n  mutation LogIn($input: LoginInput!) {\n    login(input: $input) {\n      token\n      expiresAt\n    }\n  }\n": typeof types.LogInDocument,
    "\n  mutation EntriesCreateOwner($input: CreateOwnerInput!) {\n    createOwner(input: $input) {\n      projectId\n      id\n      kind\n      name\n      metadata\n      createdAt\n      updatedAt\n      domain {\n        name\n        path\n      }\n    }\n  }\n": typeof types.EntriesCreateOwnerDocument,
    "\n  mutation EntriesCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      ...EntryFields\n      state\n      writeableUrl {\n        url\n      }\n    }\n  }\n  fragment EntryFields on ResourceEntry {\n    id\n    projectId\n    ownerId\n    coownerId\n    path\n    type\n    kind\n    data\n    metadata\n    details {\n      key\n    }\n    signedUrl {\n      url\n    }\n    createdAt\n    dataCreatedAt\n    updatedAt\n    archivedAt\n    version\n  }\n": typeof types.EntriesCreateDocument,
    "\n  mutation EntriesUpdate($input: UpdateResourceInput!) {\n    updateResource(input: $input) {\n      ...EntryFields\n    }\n  }\n": typeof types.EntriesUpdateDocument,
    "\n  mutation EntriesDelete($input: DeleteResourcesInput!) {\n    deleteResources(input: $input)\n  }\n": typeof types.EntriesDeleteDocument,
    "\n  query Entry($id: ID!) {\n    resource(id: $id) {\n      ...EntryFields\n    }\n  }\n": typeof types.EntryDocument,
    "\n  query EntryAt($ownerId: ID!, $coownerId: ID, $path: String!) {\n    resourceAt(ownerId: $ownerId, coownerId: $coownerId, path: $path) {\n      ...EntryFields\n    }\n  }\n": typeof types.EntryAtDocument,
    "\n  query EntriesPage(\n    $ownerId: ID\n    $coownerId: ID\n    $path: String\n    $children: Boolean\n    $childrenOnly: Boolean\n    $filter: ResourceFilter\n    $order: [ResourceOrder!]\n    $first: Int\n    $offset: Int\n    $after: Cursor\n    $last: Int\n    $before: Cursor\n  ) {\n    resources(\n      ownerId: $ownerId\n      coownerId: $coownerId\n      path: $path\n      children: $children\n      childrenOnly: $childrenOnly\n      filter: $filter\n      order: $order\n      first: $first\n      offset: $offset\n      after: $after\n      last: $last\n      before: $before\n    ) {\n      nodes {\n        id\n        ownerId\n        path\n      }\n      edges {\n        cursor\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount\n    }\n  }\n": typeof types.EntriesPageDocument,
    "\n  subscription FeedChanged($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      cursor\n      action\n      changed\n      changedAt\n      version\n      actor {\n        kind\n        id\n      }\n      resourceId\n      projectId\n      ownerId\n      coownerId\n      path\n      previousPath\n      type\n      kind\n      data\n      details {\n        size\n        sha256\n        contentType\n      }\n      metadata\n      createdAt\n      updatedAt\n      archivedAt\n      deletedAt\n      resource {\n        version\n        path\n        data\n        signedUrl {\n          url\n        }\n      }\n    }\n  }\n": typeof types.FeedChangedDocument,
    "\n  subscription FeedAdded($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceAdded(filter: $filter, after: $after) {\n      action\n      resourceId\n      path\n      details {\n        sha256\n      }\n      resource {\n        signedUrl {\n          url\n        }\n      }\n    }\n  }\n": typeof types.FeedAddedDocument,
    "\n  subscription FeedVersions($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      cursor\n      action\n      resourceId\n      version\n    }\n  }\n": typeof types.FeedVersionsDocument,
    "\n  subscription FeedValues($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      cursor\n      action\n      resourceId\n      version\n      data\n    }\n  }\n": typeof types.FeedValuesDocument,
    "\n  query FeedCursor {\n    changeCursor\n  }\n": typeof types.FeedCursorDocument,
    "\n  mutation FeedCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n": typeof types.FeedCreateDocument,
    "\n  mutation FeedUpdate($input: UpdateResourceInput!) {\n    updateResource(input: $input) {\n      id\n      version\n    }\n  }\n": typeof types.FeedUpdateDocument,
    "\n  mutation FeedDelete($input: DeleteResourcesInput!) {\n    deleteResources(input: $input)\n  }\n": typeof types.FeedDeleteDocument,
    "\n  mutation GroupThingsJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n": typeof types.GroupThingsJoinDocument,
    "\n  query HistoryPage(\n    $createdAt: DateTimeRange\n    $changedAt: DateTimeRange\n    $filter: ResourceChangeFilter\n    $direction: OrderDirection\n    $first: Int\n    $after: Cursor\n  ) {\n    resourceChanges(\n      createdAt: $createdAt\n      changedAt: $changedAt\n      filter: $filter\n      direction: $direction\n      first: $first\n      after: $after\n    ) {\n      nodes {\n        cursor\n        action\n        resourceId\n        version\n        path\n        previousPath\n        archiveAt\n        deleteAt\n        sourceId\n        data\n        details {\n          size\n        }\n        metadata\n        changedAt\n        resource {\n          id\n        }\n      }\n      edges {\n        cursor\n        node {\n          version\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": typeof types.HistoryPageDocument,
    "\n  query PastEntry($id: ID!, $asOf: DateTime!) {\n    resource(id: $id, asOf: $asOf) {\n      ...PastFields\n    }\n  }\n  fragment PastFields on ResourceEntry {\n    id\n    path\n    type\n    kind\n    data\n    metadata\n    version\n    updatedAt\n    archivedAt\n    details {\n      key\n    }\n    signedUrl {\n      url\n      expiresAt\n    }\n    access {\n      role\n      canUpdate\n      canDelete\n      grantedThrough {\n        ownerId\n        path\n      }\n    }\n    ... on Resource {\n      writeableUrl {\n        url\n      }\n    }\n    ... on ResourcePointer {\n      isOrphaned\n      sourceReference {\n        resourceId\n        path\n        state\n      }\n    }\n  }\n": typeof types.PastEntryDocument,
    "\n  query PastPlace($ownerId: ID!, $coownerId: ID, $path: String!, $asOf: DateTime!) {\n    resourceAt(ownerId: $ownerId, coownerId: $coownerId, path: $path, asOf: $asOf) {\n      ...PastFields\n    }\n  }\n": typeof types.PastPlaceDocument,
    "\n  mutation KeyedMultipart($input: RequestUploadInput!) {\n    createMultipartUpload(input: $input) {\n      id\n      partSize\n      expiresAt\n      uploadedParts\n      partUrls(numbers: [1]) {\n        url\n        headers\n      }\n      resource {\n        id\n        version\n      }\n    }\n  }\n": typeof types.KeyedMultipartDocument,
    "\n  mutation LargeFilesLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n": typeof types.LargeFilesLoginDocument,
    "\n  mutation LargeFilesIssueKey($input: IssueThingKeyInput!) {\n    issueThingKey(input: $input) {\n      key\n    }\n  }\n": typeof types.LargeFilesIssueKeyDocument,
    "\n  mutation LifecycleArchive($input: ResourceSelection!) {\n    archiveResources(input: $input) {\n      ...LifecycleFields\n    }\n  }\n  fragment LifecycleFields on ResourceEntry {\n    id\n    path\n    version\n    updatedAt\n    archiveAt\n    deleteAt\n    archivedAt\n  }\n": typeof types.LifecycleArchiveDocument,
    "\n  mutation LifecycleRestore($input: ResourceSelection!) {\n    restoreResources(input: $input) {\n      ...LifecycleFields\n    }\n  }\n": typeof types.LifecycleRestoreDocument,
    "\n  mutation LifecycleDeleteOwner($input: DeleteOwnerInput!) {\n    deleteOwner(input: $input) {\n      id\n      name\n      kind\n      deletedAt\n      domain {\n        path\n      }\n      members {\n        role\n      }\n      things {\n        totalCount\n      }\n    }\n  }\n": typeof types.LifecycleDeleteOwnerDocument,
    "\n  query LifecycleJobs {\n    jobs {\n      name\n      lastRunAt\n      lastError\n      due\n    }\n  }\n": typeof types.LifecycleJobsDocument,
    "\n  query LifecycleEntry($id: ID!) {\n    resource(id: $id) {\n      ...LifecycleFields\n    }\n  }\n": typeof types.LifecycleEntryDocument,
    "\n  mutation MultipartCreate($input: RequestUploadInput!) {\n    createMultipartUpload(input: $input) {\n      id\n      partSize\n      expiresAt\n      uploadedParts\n      resource {\n        id\n        state\n        path\n      }\n    }\n  }\n": typeof types.MultipartCreateDocument,
    "\n  mutation MultipartComplete($input: MultipartUploadSelection!) {\n    completeMultipartUpload(input: $input) {\n      id\n      state\n      version\n      details {\n        size\n        sha256\n      }\n    }\n  }\n": typeof types.MultipartCompleteDocument,
    "\n  mutation MultipartAbort($input: MultipartUploadSelection!) {\n    abortMultipartUpload(input: $input)\n  }\n": typeof types.MultipartAbortDocument,
    "\n  query MultipartFound($id: ID!) {\n    multipartUpload(id: $id) {\n      id\n      partSize\n      expiresAt\n      uploadedParts\n      resource {\n        id\n        state\n      }\n    }\n  }\n": typeof types.MultipartFoundDocument,
    "\n  query MultipartPartUrls($id: ID!, $numbers: [Int!]!) {\n    multipartUpload(id: $id) {\n      partUrls(numbers: $numbers) {\n        url\n        method\n        headers\n        expiresAt\n        uploadId\n      }\n    }\n  }\n": typeof types.MultipartPartUrlsDocument,
    "\n  mutation NamedFilesUpload($input: UploadFileInput!) {\n    uploadFile(input: $input) {\n      ...NamedFile\n    }\n  }\n  fragment NamedFile on File {\n    id\n    name\n    class\n    format\n    time\n    metadata\n    createdAt\n    updatedAt\n    details {\n      size\n      sha256\n      contentType\n      declaredType\n      filename\n      key\n    }\n    resource {\n      id\n      path\n      ownerId\n      coownerId\n      kind\n      type\n      state\n      version\n      dataCreatedAt\n    }\n    signedUrl {\n      url\n    }\n  }\n": typeof types.NamedFilesUploadDocument,
    "\n  mutation NamedFilesUpdate($input: UpdateFileInput!) {\n    updateFile(input: $input) {\n      ...NamedFile\n    }\n  }\n": typeof types.NamedFilesUpdateDocument,
    "\n  mutation NamedFilesDelete($input: DeleteFileInput!) {\n    deleteFile(input: $input)\n  }\n": typeof types.NamedFilesDeleteDocument,
    "\n  query NamedFilesOne($ownerId: ID!, $name: String!) {\n    file(ownerId: $ownerId, name: $name) {\n      ...NamedFile\n    }\n  }\n": typeof types.NamedFilesOneDocument,
    "\n  query FilesPage($ownerId: ID!, $first: Int, $after: Cursor, $filter: FileFilter) {\n    files(ownerId: $ownerId, first: $first, after: $after, filter: $filter) {\n      nodes {\n        id\n        name\n        class\n        format\n        time\n      }\n      edges {\n        cursor\n        node {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount\n    }\n  }\n": typeof types.FilesPageDocument,
    "\n  query RemovalRevived($id: ID!) {\n    owner(id: $id) {\n      name\n      kind\n      group {\n        id\n      }\n      thingKeys {\n        id\n      }\n      members {\n        role\n      }\n      things {\n        totalCount\n      }\n      domain {\n        path\n      }\n      deletedAt\n    }\n    roleAssignments(scope: { ownerId: $id }) {\n      scope {\n        ownerId\n      }\n    }\n  }\n": typeof types.RemovalRevivedDocument,
    "\n  mutation PeopleCreateUser($input: CreateUserInput!) {\n    createUser(input: $input) {\n      id\n    }\n  }\n": typeof types.PeopleCreateUserDocument,
    "\n  mutation PeopleLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n": typeof types.PeopleLoginDocument,
    "\n  mutation PeopleGrant($input: GrantPrivilegesInput!) {\n    grantPrivileges(input: $input) {\n      privileges\n    }\n  }\n": typeof types.PeopleGrantDocument,
    "\n  mutation PeopleAssign($input: AssignRoleInput!) {\n    assignRole(input: $input) {\n      id\n    }\n  }\n": typeof types.PeopleAssignDocument,
    "\n  mutation PeopleUnassign($id: ID!) {\n    unassignRole(input: { id: $id })\n  }\n": typeof types.PeopleUnassignDocument,
    "\n  mutation PeopleSetMember($input: SetGroupMemberInput!) {\n    setGroupMember(input: $input) {\n      id\n    }\n  }\n": typeof types.PeopleSetMemberDocument,
    "\n  mutation PeopleRemoveMember($input: RemoveGroupMemberInput!) {\n    removeGroupMember(input: $input) {\n      id\n    }\n  }\n": typeof types.PeopleRemoveMemberDocument,
    "\n  mutation PointersCreate($input: CreateResourcePointerInput!) {\n    createResourcePointer(input: $input) {\n      ...PointerFields\n    }\n  }\n  fragment PointerFields on ResourcePointer {\n    id\n    projectId\n    ownerId\n    coownerId\n    path\n    type\n    kind\n    data\n    metadata\n    details {\n      size\n      sha256\n      contentType\n      key\n    }\n    signedUrl {\n      url\n    }\n    createdAt\n    dataCreatedAt\n    updatedAt\n    archiveAt\n    deleteAt\n    archivedAt\n    version\n    isOrphaned\n    sourceReference {\n      resourceId\n      ownerId\n      coownerId\n      path\n      state\n    }\n    source {\n      id\n      path\n      metadata\n    }\n  }\n": typeof types.PointersCreateDocument,
    "\n  query PointersOne($id: ID!) {\n    resource(id: $id) {\n      __typename\n      ...PointerFields\n    }\n  }\n": typeof types.PointersOneDocument,
    "\n  query PointersPointed($id: ID!, $first: Int, $after: Cursor) {\n    resource(id: $id) {\n      ... on Resource {\n        pointerCount\n        pointers(first: $first, after: $after) {\n          totalCount\n          nodes {\n            id\n            path\n            ownerId\n          }\n          edges {\n            cursor\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n": typeof types.PointersPointedDocument,
    "\n  mutation PutResource($input: CreateResourceInput!) {\n    putResource(input: $input) {\n      ...EntryFields\n      state\n      archiveAt\n      deleteAt\n      details {\n        sha256\n      }\n    }\n  }\n": typeof types.PutResourceDocument,
    "\n  mutation SecondProjectLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n": typeof types.SecondProjectLoginDocument,
    "\n  query SurveyFolders($ownerId: ID!, $coownerId: ID, $path: String, $after: String) {\n    resourceFolders(ownerId: $ownerId, coownerId: $coownerId, path: $path, after: $after) {\n      path\n      count\n      latest\n    }\n  }\n": typeof types.SurveyFoldersDocument,
    "\n  query SurveyNearest($ownerId: ID!, $path: String, $time: DateTime!, $filter: ResourceFilter) {\n    resourceNearest(ownerId: $ownerId, path: $path, time: $time, filter: $filter) {\n      id\n      path\n    }\n  }\n": typeof types.SurveyNearestDocument,
    "\n  query SurveyBuckets(\n    $ownerId: ID\n    $path: String\n    $range: DateTimeRange!\n    $interval: BucketInterval!\n    $timeZone: String\n    $filter: ResourceFilter\n  ) {\n    resourceBuckets(\n      ownerId: $ownerId\n      path: $path\n      range: $range\n      interval: $interval\n      timeZone: $timeZone\n      filter: $filter\n    ) {\n      start\n      count\n    }\n  }\n": typeof types.SurveyBucketsDocument,
    "\n  mutation Login($input: LoginInput!) {\n    login(input: $input) {\n      token\n      expiresAt\n      viewer {\n        kind\n        role\n      }\n    }\n  }\n": typeof types.LoginDocument,
    "\n  mutation CreateThing($owner: CreateOwnerInput!, $key: IssueThingKeyInput!) {\n    createOwner(input: $owner) {\n      id\n    }\n    issueThingKey(input: $key) {\n      id\n      key\n    }\n  }\n": typeof types.CreateThingDocument,
    "\n  mutation UploadRequest($input: RequestUploadInput!) {\n    requestUpload(input: $input) {\n      uploadId\n      resource {\n        id\n        state\n        version\n        path\n        metadata\n        details {\n          size\n        }\n      }\n      upload {\n        url\n        method\n        headers\n        expiresAt\n        uploadId\n      }\n    }\n  }\n": typeof types.UploadRequestDocument,
    "\n  mutation UploadComplete($input: CompleteUploadInput!) {\n    completeUpload(input: $input) {\n      id\n      state\n      version\n      details {\n        size\n        sha256\n      }\n    }\n  }\n": typeof types.UploadCompleteDocument,
    "\n  query UploadedCapture($id: ID!) {\n    resource(id: $id) {\n      id\n      path\n      type\n      kind\n      metadata\n      createdAt\n      dataCreatedAt\n      updatedAt\n      version\n      data\n      signedUrl {\n        url\n        method\n        headers\n        expiresAt\n        uploadId\n      }\n      details {\n        size\n        contentType\n        declaredType\n        detectedType\n        etag\n        sha256\n        filename\n        format\n        width\n        height\n        bucket\n        key\n      }\n      ... on Resource {\n        state\n        writeableUrl {\n          url\n          headers\n          expiresAt\n          uploadId\n        }\n      }\n    }\n  }\n": typeof types.UploadedCaptureDocument,
};
const documents: Documents = {
    "\n  query Domains {\n    domains {\n      id\n      name\n      path\n      parent {\n        path\n      }\n    }\n  }\n": types.DomainsDocument,
    "\n  mutation DomainsUpdate($input: UpdateDomainInput!) {\n    updateDomain(input: $input) {\n      id\n      name\n      path\n      parent {\n        path\n      }\n    }\n  }\n": types.DomainsUpdateDocument,
    "\n  mutation DomainsDelete($input: DeleteDomainInput!) {\n    deleteDomain(input: $input)\n  }\n": types.DomainsDeleteDocument,
    "\n  query DomainsOwner($id: ID!) {\n    owner(id: $id) {\n      domain {\n        path\n        parent {\n          path\n          parent {\n            path\n          }\n        }\n      }\n    }\n  }\n": types.DomainsOwnerDocument,
    "\n  query Privileges($userId: ID!) {\n    privilegeGrants(userId: $userId) {\n      domain {\n        path\n        parent {\n          path\n        }\n      }\n      privileges\n      grants {\n        privilege\n        grantedBy {\n          id\n          name\n        }\n        createdAt\n      }\n    }\n  }\n": types.PrivilegesDocument,
    "\n  query PrivilegesMine {\n    viewer {\n      privileges {\n        domain {\n          path\n        }\n        privileges\n      }\n    }\n    owners {\n      totalCount\n    }\n  }\n": types.PrivilegesMineDocument,
    "\n  query Projects {\n    projects {\n      id\n      name\n    }\n  }\n": types.ProjectsDocument,
    "\n  mutation ProjectsCreate($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      id\n      name\n    }\n  }\n": types.ProjectsCreateDocument,
    "\n  mutation ProjectsLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n      viewer {\n        role\n        project {\n          id\n        }\n        privileges {\n          domain {\n            path\n          }\n          privileges\n        }\n        roleAssignments {\n          role\n          scope {\n            projectId\n            ownerId\n          }\n        }\n      }\n    }\n  }\n": types.ProjectsLoginDocument,
    "\n  query ProjectsOwners {\n    owners {\n      totalCount\n    }\n    domains {\n      path\n    }\n  }\n": types.ProjectsOwnersDocument,
    "\n  mutation RacesMove($input: UpdateDomainInput!) {\n    updateDomain(input: $input) {\n      path\n    }\n  }\n": types.RacesMoveDocument,
    "\n  mutation RacesUpdateUser($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      role\n    }\n  }\n": types.RacesUpdateUserDocument,
    "\n  mutation RacesDeleteUser($input: DeleteUserInput!) {\n    deleteUser(input: $input)\n  }\n": types.RacesDeleteUserDocument,
    "\n  mutation RacesDeleteDomain($input: DeleteDomainInput!) {\n    deleteDomain(input: $input)\n  }\n": types.RacesDeleteDomainDocument,
    "\n  subscription RevokedAdded($after: Cursor) {\n    resourceAdded(after: $after) {\n      path\n    }\n  }\n": types.RevokedAddedDocument,
    "\n  mutation RevokedUpdate($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      role\n    }\n  }\n": types.RevokedUpdateDocument,
    "\n  mutation RevokedDelete($input: DeleteUserInput!) {\n    deleteUser(input: $input)\n  }\n": types.RevokedDeleteDocument,
    "\n  query RolesMine {\n    viewer {\n      roleAssignments {\n        role\n        principal {\n          isAny\n        }\n        scope {\n          ownerId\n          path\n        }\n      }\n    }\n  }\n": types.RolesMineDocument,
    "\n  query RolesOfPath($scope: RoleScopeInput) {\n    roleAssignments(scope: $scope) {\n      id\n    }\n  }\n": types.RolesOfPathDocument,
    "\n  mutation UsersLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n      viewer {\n        role\n        account {\n          name\n        }\n        privileges {\n          domain {\n            path\n            parent {\n              path\n            }\n          }\n        }\n        roleAssignments {\n          role\n          principal {\n            user {\n              email\n            }\n          }\n        }\n      }\n    }\n  }\n": types.UsersLoginDocument,
    "\n  query Users {\n    users {\n      id\n      email\n      name\n      role\n    }\n  }\n": types.UsersDocument,
    "\n  mutation UsersUpdate($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      id\n      email\n      name\n      role\n    }\n  }\n": types.UsersUpdateDocument,
    "\n  mutation UsersDelete($input: DeleteUserInput!) {\n    deleteUser(input: $input)\n  }\n": types.UsersDeleteDocument,
    "\n  mutation ReplacedCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n      writeableUrl {\n        url\n      }\n    }\n  }\n": types.ReplacedCreateValueDocument,
    "\n  query ReplacedNow {\n    changeCursor\n  }\n": types.ReplacedNowDocument,
    "\n  subscription ReplacedEvents($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      action\n      changed\n      version\n      data\n      details {\n        sha256\n        key\n      }\n    }\n  }\n": types.ReplacedEventsDocument,
    "\n  mutation AwayCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n      data\n    }\n  }\n": types.AwayCreateDocument,
    "\n  query CapturesListed($path: String!, $filter: ResourceFilter) {\n    resources(ownerId: \"cam-1\", path: $path, filter: $filter) {\n      nodes {\n        id\n        data\n        details {\n          size\n        }\n        signedUrl {\n          url\n        }\n        ... on Resource {\n          state\n        }\n      }\n      totalCount\n    }\n  }\n": types.CapturesListedDocument,
    "\n  mutation CaptureAnnotate($input: UpdateResourceInput!) {\n    updateResource(input: $input) {\n      id\n      metadata\n    }\n  }\n": types.CaptureAnnotateDocument,
    "\n  mutation CaptureCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n": types.CaptureCreateValueDocument,
    "\n  mutation CondemnedDelete($input: DeleteResourcesInput!) {\n    deleteResources(input: $input)\n  }\n": types.CondemnedDeleteDocument,
    "\n  query CondemnedWriteable($id: ID!) {\n    resource(id: $id) {\n      ... on Resource {\n        writeableUrl(expiresIn: 604800) {\n          url\n          headers\n        }\n      }\n    }\n  }\n": types.CondemnedWriteableDocument,
    "\n  mutation ScriptsJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n": types.ScriptsJoinDocument,
    "\n  mutation DirectCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n": types.DirectCreateDocument,
    "\n  query FeedPage($path: String!) {\n    resources(path: $path, children: true, first: 200) {\n      changeCursor\n      nodes {\n        id\n        version\n      }\n    }\n  }\n": types.FeedPageDocument,
    "\n  mutation FileKeysIssue($ownerId: ID!) {\n    issueThingKey(input: { ownerId: $ownerId }) {\n      id\n      key\n    }\n  }\n": types.FileKeysIssueDocument,
    "\n  mutation FileKeysRevoke($ownerId: ID!, $keyIds: [ID!]) {\n    revokeThingKeys(input: { ownerId: $ownerId, keyIds: $keyIds }) {\n      id\n    }\n  }\n": types.FileKeysRevokeDocument,
    "\n  mutation KilledFilesIssue($ownerId: ID!) {\n    issueThingKey(input: { ownerId: $ownerId }) {\n      key\n    }\n  }\n": types.KilledFilesIssueDocument,
    "\n  mutation FileScopesJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n": types.FileScopesJoinDocument,
    "\n  query FileRightsOwner($ownerId: ID!, $name: String!) {\n    file(ownerId: $ownerId, name: $name) {\n      name\n      resource {\n        ownerId\n      }\n      owner {\n        id\n      }\n    }\n  }\n": types.FileRightsOwnerDocument,
    "\n  query FileRightsNames($ownerId: ID!) {\n    files(ownerId: $ownerId) {\n      nodes {\n        name\n      }\n    }\n  }\n": types.FileRightsNamesDocument,
    "\n  query FileRightsBelow($ids: [ID!], $counts: Boolean = true, $filter: FileFilter) {\n    owners(filter: { ids: $ids }, first: 200) {\n      nodes {\n        id\n        kind\n        files(first: 2, filter: $filter) {\n          nodes {\n            name\n          }\n          totalCount @include(if: $counts)\n        }\n      }\n    }\n  }\n": types.FileRightsBelowDocument,
    "\n  mutation FilestoreJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n": types.FilestoreJoinDocument,
    "\n  query FilestoreUpdatedAt($ownerId: ID!, $path: String!) {\n    resourceAt(ownerId: $ownerId, path: $path) {\n      updatedAt\n    }\n  }\n": types.FilestoreUpdatedAtDocument,
    "\n  mutation FlakyLinkPrepare($login: LoginInput!) {\n    login(input: $login) {\n      token\n    }\n  }\n": types.FlakyLinkPrepareDocument,
    "\n  mutation FlakyLinkOwner($owner: CreateOwnerInput!) {\n    createOwner(input: $owner) {\n      id\n    }\n  }\n": types.FlakyLinkOwnerDocument,
    "\n  subscription ForeignChanges($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      resourceId\n    }\n  }\n": types.ForeignChangesDocument,
    "\n  subscription ForeignAdded($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceAdded(filter: $filter, after: $after) {\n      resourceId\n    }\n  }\n": types.ForeignAddedDocument,
    "\n  query GroupFilesEntryAt($ownerId: ID!, $path: String!) {\n    resourceAt(ownerId: $ownerId, path: $path) {\n      id\n      access {\n        role\n        grantedThrough {\n          ownerId\n          path\n        }\n      }\n    }\n  }\n": types.GroupFilesEntryAtDocument,
    "\n  mutation GroupFilesJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n": types.GroupFilesJoinDocument,
    "\n  query GroupsOne($id: ID!) {\n    owner(id: $id) {\n      id\n      members {\n        user {\n          id\n        }\n        role\n        addedBy {\n          email\n        }\n        createdAt\n      }\n      things(first: 10) {\n        totalCount\n        nodes {\n          id\n          group {\n            id\n          }\n        }\n      }\n    }\n  }\n": types.GroupsOneDocument,
    "\n  mutation GroupsUpdateOwner($input: UpdateOwnerInput!) {\n    updateOwner(input: $input) {\n      id\n      group {\n        id\n      }\n    }\n  }\n": types.GroupsUpdateOwnerDocument,
    "\n  mutation GroupsSetMember($input: SetGroupMemberInput!) {\n    setGroupMember(input: $input) {\n      members {\n        role\n      }\n    }\n  }\n": types.GroupsSetMemberDocument,
    "\n  mutation GroupsRemoveMember($input: RemoveGroupMemberInput!) {\n    removeGroupMember(input: $input) {\n      members {\n        role\n      }\n    }\n  }\n": types.GroupsRemoveMemberDocument,
    "\n  query GroupsListed($filter: OwnerFilter) {\n    owners(filter: $filter) {\n      nodes {\n        id\n      }\n    }\n  }\n": types.GroupsListedDocument,
    "\n  query GroupsAll {\n    owners(filter: { kinds: [GROUP] }) {\n      nodes {\n        id\n        members {\n          role\n        }\n        things(first: 1) {\n          totalCount\n          nodes {\n            id\n          }\n        }\n      }\n    }\n  }\n": types.GroupsAllDocument,
    "\n  mutation KeyedLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n": types.KeyedLoginDocument,
    "\n  query KeyedNow {\n    changeCursor\n  }\n": types.KeyedNowDocument,
    "\n  query InferenceNow {\n    changeCursor\n  }\n": types.InferenceNowDocument,
    "\n  mutation KilledLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n": types.KilledLoginDocument,
    "\n  mutation KilledCreateOwner($input: CreateOwnerInput!) {\n    createOwner(input: $input) {\n      id\n    }\n  }\n": types.KilledCreateOwnerDocument,
    "\n  query KilledNow {\n    changeCursor\n  }\n": types.KilledNowDocument,
    "\n  query KilledPage($path: String!, $after: Cursor) {\n    resources(path: $path, childrenOnly: true, first: 200, after: $after) {\n      nodes {\n        id\n        kind\n        data\n        details {\n          sha256\n        }\n        signedUrl {\n          url\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.KilledPageDocument,
    "\n  subscription KilledEvents($after: Cursor!, $path: String!) {\n    resourceChanged(after: $after, filter: { path: $path }) {\n      action\n      resourceId\n    }\n  }\n": types.KilledEventsDocument,
    "\n  mutation LostCommitCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n": types.LostCommitCreateDocument,
    "\n  mutation MinioAwayCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n      data\n    }\n  }\n": types.MinioAwayCreateDocument,
    "\n  query RemovalOwner($id: ID!) {\n    owner(id: $id) {\n      id\n    }\n  }\n": types.RemovalOwnerDocument,
    "\n  mutation RemovalCreateDomain($input: CreateDomainInput!) {\n    createDomain(input: $input) {\n      id\n    }\n  }\n": types.RemovalCreateDomainDocument,
    "\n  query OwnersPage($filter: OwnerFilter, $first: Int, $after: Cursor, $counts: Boolean = true) {\n    owners(filter: $filter, first: $first, after: $after) {\n      nodes {\n        id\n      }\n      edges {\n        cursor\n        node {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount @include(if: $counts)\n    }\n  }\n": types.OwnersPageDocument,
    "\n  mutation OwnersUpdate($input: UpdateOwnerInput!) {\n    updateOwner(input: $input) {\n      id\n      kind\n      name\n      metadata\n      createdAt\n      updatedAt\n    }\n  }\n": types.OwnersUpdateDocument,
    "\n  query OwnersOne($id: ID!) {\n    owner(id: $id) {\n      id\n      kind\n      name\n      metadata\n      createdAt\n      updatedAt\n      thingKeys {\n        id\n      }\n    }\n  }\n": types.OwnersOneDocument,
    "\n  query PageStatementsOne($ownerId: ID, $counts: Boolean!, $owners: Boolean = false) {\n    resources(ownerId: $ownerId) {\n      nodes {\n        id\n        owner @include(if: $owners) {\n          id\n        }\n        coowner @include(if: $owners) {\n          id\n        }\n      }\n      totalCount @include(if: $counts)\n    }\n  }\n": types.PageStatementsOneDocument,
    "\n  query PageStatementsBelow($ids: [ID!], $counts: Boolean = true, $first: Int = 2) {\n    owners(filter: { ids: $ids }, first: 200) {\n      nodes {\n        id\n        resources(first: $first) {\n          nodes {\n            path\n            ownerId\n          }\n          pageInfo {\n            hasNextPage\n          }\n          totalCount @include(if: $counts)\n        }\n      }\n    }\n  }\n": types.PageStatementsBelowDocument,
    "\n  query PageStatementsTwo {\n    owners(first: 200) {\n      nodes {\n        newest: resources(first: 1) {\n          nodes {\n            path\n          }\n        }\n        again: resources(first: 1) {\n          nodes {\n            id\n          }\n        }\n        oldest: resources(first: 1, order: [{ field: DATA_CREATED_AT, direction: ASC }]) {\n          nodes {\n            path\n          }\n          totalCount\n        }\n      }\n    }\n  }\n": types.PageStatementsTwoDocument,
    "\n  query PointersCounted($ownerId: ID!) {\n    resources(ownerId: $ownerId, first: 200) {\n      nodes {\n        path\n        ... on Resource {\n          pointerCount\n        }\n      }\n    }\n  }\n": types.PointersCountedDocument,
    "\n  query PointersListed($ownerId: ID!) {\n    resources(ownerId: $ownerId, first: 200) {\n      nodes {\n        path\n        ... on Resource {\n          newest: pointers(first: 1) {\n            nodes {\n              path\n            }\n            totalCount\n            changeCursor\n          }\n          again: pointers(first: 1) {\n            nodes {\n              id\n            }\n            totalCount\n            changeCursor\n          }\n        }\n      }\n    }\n  }\n": types.PointersListedDocument,
    "\n  query PointersSources($ownerId: ID!) {\n    resources(ownerId: $ownerId, first: 200) {\n      nodes {\n        ... on ResourcePointer {\n          sourceReference {\n            path\n          }\n          source {\n            path\n          }\n        }\n      }\n    }\n  }\n": types.PointersSourcesDocument,
    "\n  query PointersMetPast($id: ID!, $asOf: DateTime) {\n    resource(id: $id, asOf: $asOf) {\n      path\n      metadata\n      ... on ResourcePointer {\n        sourceReference {\n          path\n        }\n      }\n    }\n  }\n": types.PointersMetPastDocument,
    "\n  query PointersMetOpened($id: ID!, $asOf: DateTime) {\n    resource(id: $id, asOf: $asOf) {\n      path\n      data\n      signedUrl {\n        url\n      }\n    }\n  }\n": types.PointersMetOpenedDocument,
    "\n  query PointersMetDiagnose($id: ID!) {\n    resourceDiagnostics(id: $id) {\n      sourceReference {\n        path\n        state\n      }\n      hashMatches\n      problems\n    }\n  }\n": types.PointersMetDiagnoseDocument,
    "\n  mutation PointersInParts($input: RequestUploadInput!) {\n    createMultipartUpload(input: $input) {\n      id\n    }\n  }\n": types.PointersInPartsDocument,
    "\n  query PointersAccess($id: ID!) {\n    resource(id: $id) {\n      ownerId\n      owner {\n        id\n      }\n      access {\n        role\n        canUpdate\n        canDelete\n        grantedThrough {\n          ownerId\n          path\n        }\n      }\n    }\n  }\n": types.PointersAccessDocument,
    "\n  subscription PointersChanged($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      action\n      changed\n      resourceId\n      sourceId\n      type\n      kind\n      data\n      details {\n        key\n      }\n      metadata\n      path\n      resource {\n        __typename\n        id\n        signedUrl {\n          url\n        }\n        ... on ResourcePointer {\n          sourceReference {\n            state\n          }\n        }\n      }\n    }\n  }\n": types.PointersChangedDocument,
    "\n  subscription PointersAdded($after: Cursor) {\n    resourceAdded(filter: { ownerIds: [\"set\"] }, after: $after) {\n      resourceId\n      sourceId\n    }\n  }\n": types.PointersAddedDocument,
    "\n  mutation ReadmeJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n": types.ReadmeJoinDocument,
    "\n  query Diagnose($id: ID!, $userId: ID) {\n    resourceDiagnostics(id: $id, userId: $userId) {\n      exists\n      state\n      isArchived\n      access {\n        role\n        grantedThrough {\n          projectId\n          ownerId\n          path\n        }\n        canUpdate\n        canDelete\n      }\n      declaredType\n      detectedType\n      typeMatches\n      expectedSize\n      storedSize\n      sizeMatches\n      expectedSha256\n      storedSha256\n      hashMatches\n      isReachable\n      sourceReference {\n        state\n      }\n      problems\n    }\n  }\n": types.DiagnoseDocument,
    "\n  query DiagnoseLookUp($id: ID!) {\n    resource(id: $id) {\n      id\n      access {\n        role\n        grantedThrough {\n          ownerId\n          path\n        }\n      }\n    }\n  }\n": types.DiagnoseLookUpDocument,
    "\n  subscription RevocationChanges($after: Cursor) {\n    resourceChanged(after: $after) {\n      resourceId\n    }\n  }\n": types.RevocationChangesDocument,
    "\n  query RevocationAt($ownerId: ID!, $path: String!) {\n    resourceAt(ownerId: $ownerId, path: $path) {\n      id\n    }\n  }\n": types.RevocationAtDocument,
    "\n  query RightsSeen($id: ID!, $ownerId: ID!, $path: String!) {\n    resource(id: $id) {\n      id\n      owner {\n        id\n      }\n      ownerId\n      access {\n        role\n        canUpdate\n        canDelete\n        grantedThrough {\n          projectId\n          ownerId\n          path\n        }\n      }\n    }\n    resourceAt(ownerId: $ownerId, path: $path) {\n      id\n    }\n    resources(ownerId: $ownerId, path: $path, children: true) {\n      totalCount\n      nodes {\n        id\n      }\n    }\n  }\n": types.RightsSeenDocument,
    "\n  mutation RightsRequestUpload($input: RequestUploadInput!) {\n    requestUpload(input: $input) {\n      uploadId\n      resource {\n        id\n        writeableUrl {\n          url\n        }\n      }\n    }\n  }\n": types.RightsRequestUploadDocument,
    "\n  query RightsWriteUrl($id: ID!) {\n    resource(id: $id) {\n      ... on Resource {\n        writeableUrl {\n          url\n        }\n      }\n    }\n  }\n": types.RightsWriteUrlDocument,
    "\n  mutation RightsIssueKey($ownerId: ID!) {\n    issueThingKey(input: { ownerId: $ownerId }) {\n      owner {\n        id\n      }\n    }\n  }\n": types.RightsIssueKeyDocument,
    "\n  query ServedLinks($id: ID!, $download: Boolean, $expiresIn: Int) {\n    resource(id: $id) {\n      data\n      signedUrl(download: $download, expiresIn: $expiresIn) {\n        url\n        method\n        headers\n        expiresAt\n        uploadId\n      }\n    }\n  }\n": types.ServedLinksDocument,
    "\n  mutation ServedCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      data\n      details {\n        size\n      }\n      signedUrl {\n        url\n      }\n    }\n  }\n": types.ServedCreateValueDocument,
    "\n  query StateRead($id: ID!) {\n    resource(id: $id) {\n      path\n    }\n  }\n": types.StateReadDocument,
    "\n  mutation FeedDirectUpload($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n": types.FeedDirectUploadDocument,
    "\n  query FeedViewer {\n    viewer {\n      account {\n        id\n      }\n    }\n  }\n": types.FeedViewerDocument,
    "\n  mutation ToldCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n": types.ToldCreateDocument,
    "\n  query TranslationsFor($ownerId: ID!, $locale: String!, $fallback: String, $path: String) {\n    translations(ownerId: $ownerId, locale: $locale, fallback: $fallback, path: $path) {\n      data\n      locales\n      version\n    }\n  }\n": types.TranslationsForDocument,
    "\n  mutation UnfinishedCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n": types.UnfinishedCreateValueDocument,
    "\n  mutation InPartsCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n": types.InPartsCreateValueDocument,
    "\n  mutation AskingIssueKey($ownerId: ID!) {\n    issueThingKey(input: { ownerId: $ownerId }) {\n      id\n      key\n      owner {\n        id\n      }\n    }\n  }\n": types.AskingIssueKeyDocument,
    "\n  mutation AskingRevokeKeys($input: RevokeThingKeysInput!) {\n    revokeThingKeys(input: $input) {\n      id\n      thingKeys {\n        id\n      }\n    }\n  }\n": types.AskingRevokeKeysDocument,
    "\n  query AskingKeys($id: ID!) {\n    owner(id: $id) {\n      thingKeys {\n        id\n        createdAt\n        lastUsedAt\n      }\n    }\n  }\n": types.AskingKeysDocument,
    "\n  subscription AskingChanges($after: Cursor!) {\n    resourceChanged(after: $after) {\n      cursor\n    }\n  }\n": types.AskingChangesDocument,
    "\n  mutation AskingLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n      expiresAt\n      viewer {\n        kind\n        role\n        account {\n          email\n        }\n      }\n    }\n  }\n": types.AskingLoginDocument,
    "\n  query AskingViewer {\n    viewer {\n      kind\n      role\n      account {\n        id\n        email\n        name\n        role\n      }\n      project {\n        id\n        name\n      }\n      thing {\n        id\n        kind\n      }\n    }\n  }\n": types.AskingViewerDocument,
    "\n  mutation AbuseLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n": types.AbuseLoginDocument,
    "\n  mutation AbuseIssueKey($input: IssueThingKeyInput!) {\n    issueThingKey(input: $input) {\n      key\n    }\n  }\n": types.AbuseIssueKeyDocument,
    "\n  mutation AcknowledgedCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n": types.AcknowledgedCreateDocument,
    "\n  mutation AdministrationCreateUser($input: CreateUserInput!) {\n    createUser(input: $input) {\n      id\n      email\n      name\n      role\n    }\n  }\n": types.AdministrationCreateUserDocument,
    "\n  mutation AdministrationCreateDomain($input: CreateDomainInput!) {\n    createDomain(input: $input) {\n      id\n      name\n      path\n      parent {\n        id\n        path\n      }\n    }\n  }\n": types.AdministrationCreateDomainDocument,
    "\n  mutation AdministrationGrant($input: GrantPrivilegesInput!) {\n    grantPrivileges(input: $input) {\n      ...PrivilegeGrantFields\n    }\n  }\n  fragment PrivilegeGrantFields on PrivilegeGrant {\n    domain {\n      path\n    }\n    privileges\n    grants {\n      privilege\n      grantedBy {\n        id\n      }\n      createdAt\n    }\n  }\n": types.AdministrationGrantDocument,
    "\n  mutation AdministrationRevoke($input: GrantPrivilegesInput!) {\n    revokePrivileges(input: $input) {\n      ...PrivilegeGrantFields\n    }\n  }\n": types.AdministrationRevokeDocument,
    "\n  mutation AdministrationAssign($input: AssignRoleInput!) {\n    assignRole(input: $input) {\n      ...RoleAssignmentFields\n    }\n  }\n  fragment RoleAssignmentFields on RoleAssignment {\n    id\n    role\n    principal {\n      isAny\n      user {\n        id\n        email\n      }\n    }\n    scope {\n      projectId\n      ownerId\n      path\n    }\n    grantedBy {\n      id\n    }\n    createdAt\n  }\n": types.AdministrationAssignDocument,
    "\n  mutation AdministrationUnassign($input: UnassignRoleInput!) {\n    unassignRole(input: $input)\n  }\n": types.AdministrationUnassignDocument,
    "\n  query AdministrationRoles($scope: RoleScopeInput) {\n    roleAssignments(scope: $scope) {\n      ...RoleAssignmentFields\n    }\n  }\n": types.AdministrationRolesDocument,
    "\n  query AdministrationWho {\n    viewer {\n      account {\n        id\n      }\n    }\n  }\n": types.AdministrationWhoDocument,
    "\n  mutation CreateAccessToken($input: CreateAccessTokenInput!) {\n    createAccessToken(input: $input) {\n      id\n      name\n      token\n      expiresAt\n      lastUsedAt\n    }\n  }\n": types.CreateAccessTokenDocument,
    "\n  mutation RevokeAccessToken($id: ID!) {\n    revokeAccessToken(input: { id: $id })\n  }\n": types.RevokeAccessTokenDocument,
    "\n  query AccessTokens {\n    accessTokens {\n      id\n      name\n      token\n      expiresAt\n      lastUsedAt\n    }\n  }\n": types.AccessTokensDocument,
    "\n  mutation CreateApiKey($name: String!) {\n    createApiKey(input: { name: $name }) {\n      id\n      name\n      key\n      createdAt\n      lastUsedAt\n    }\n  }\n": types.CreateApiKeyDocument,
    "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(input: { id: $id })\n  }\n": types.RevokeApiKeyDocument,
    "\n  query ApiKeys {\n    apiKeys {\n      id\n      name\n      key\n      createdAt\n      lastUsedAt\n    }\n  }\n": types.ApiKeysDocument,
    "\n  mutation RenewSession {\n    renewSession {\n      token\n      expiresAt\n      viewer {\n        kind\n        role\n      }\n    }\n  }\n": types.RenewSessionDocument,
    "\n  mutation LogIn($input: LoginInput!) {\n    login(input: $input) {\n      token\n      expiresAt\n    }\n  }\n": types.LogInDocument,
    "\n  mutation EntriesCreateOwner($input: CreateOwnerInput!) {\n    createOwner(input: $input) {\n      projectId\n      id\n      kind\n      name\n      metadata\n      createdAt\n      updatedAt\n      domain {\n        name\n        path\n      }\n    }\n  }\n": types.EntriesCreateOwnerDocument,
    "\n  mutation EntriesCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      ...EntryFields\n      state\n      writeableUrl {\n        url\n      }\n    }\n  }\n  fragment EntryFields on ResourceEntry {\n    id\n    projectId\n    ownerId\n    coownerId\n    path\n    type\n    kind\n    data\n    metadata\n    details {\n      key\n    }\n    signedUrl {\n      url\n    }\n    createdAt\n    dataCreatedAt\n    updatedAt\n    archivedAt\n    version\n  }\n": types.EntriesCreateDocument,
    "\n  mutation EntriesUpdate($input: UpdateResourceInput!) {\n    updateResource(input: $input) {\n      ...EntryFields\n    }\n  }\n": types.EntriesUpdateDocument,
    "\n  mutation EntriesDelete($input: DeleteResourcesInput!) {\n    deleteResources(input: $input)\n  }\n": types.EntriesDeleteDocument,
    "\n  query Entry($id: ID!) {\n    resource(id: $id) {\n      ...EntryFields\n    }\n  }\n": types.EntryDocument,
    "\n  query EntryAt($ownerId: ID!, $coownerId: ID, $path: String!) {\n    resourceAt(ownerId: $ownerId, coownerId: $coownerId, path: $path) {\n      ...EntryFields\n    }\n  }\n": types.EntryAtDocument,
    "\n  query EntriesPage(\n    $ownerId: ID\n    $coownerId: ID\n    $path: String\n    $children: Boolean\n    $childrenOnly: Boolean\n    $filter: ResourceFilter\n    $order: [ResourceOrder!]\n    $first: Int\n    $offset: Int\n    $after: Cursor\n    $last: Int\n    $before: Cursor\n  ) {\n    resources(\n      ownerId: $ownerId\n      coownerId: $coownerId\n      path: $path\n      children: $children\n      childrenOnly: $childrenOnly\n      filter: $filter\n      order: $order\n      first: $first\n      offset: $offset\n      after: $after\n      last: $last\n      before: $before\n    ) {\n      nodes {\n        id\n        ownerId\n        path\n      }\n      edges {\n        cursor\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount\n    }\n  }\n": types.EntriesPageDocument,
    "\n  subscription FeedChanged($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      cursor\n      action\n      changed\n      changedAt\n      version\n      actor {\n        kind\n        id\n      }\n      resourceId\n      projectId\n      ownerId\n      coownerId\n      path\n      previousPath\n      type\n      kind\n      data\n      details {\n        size\n        sha256\n        contentType\n      }\n      metadata\n      createdAt\n      updatedAt\n      archivedAt\n      deletedAt\n      resource {\n        version\n        path\n        data\n        signedUrl {\n          url\n        }\n      }\n    }\n  }\n": types.FeedChangedDocument,
    "\n  subscription FeedAdded($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceAdded(filter: $filter, after: $after) {\n      action\n      resourceId\n      path\n      details {\n        sha256\n      }\n      resource {\n        signedUrl {\n          url\n        }\n      }\n    }\n  }\n": types.FeedAddedDocument,
    "\n  subscription FeedVersions($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      cursor\n      action\n      resourceId\n      version\n    }\n  }\n": types.FeedVersionsDocument,
    "\n  subscription FeedValues($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      cursor\n      action\n      resourceId\n      version\n      data\n    }\n  }\n": types.FeedValuesDocument,
    "\n  query FeedCursor {\n    changeCursor\n  }\n": types.FeedCursorDocument,
    "\n  mutation FeedCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n": types.FeedCreateDocument,
    "\n  mutation FeedUpdate($input: UpdateResourceInput!) {\n    updateResource(input: $input) {\n      id\n      version\n    }\n  }\n": types.FeedUpdateDocument,
    "\n  mutation FeedDelete($input: DeleteResourcesInput!) {\n    deleteResources(input: $input)\n  }\n": types.FeedDeleteDocument,
    "\n  mutation GroupThingsJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n": types.GroupThingsJoinDocument,
    "\n  query HistoryPage(\n    $createdAt: DateTimeRange\n    $changedAt: DateTimeRange\n    $filter: ResourceChangeFilter\n    $direction: OrderDirection\n    $first: Int\n    $after: Cursor\n  ) {\n    resourceChanges(\n      createdAt: $createdAt\n      changedAt: $changedAt\n      filter: $filter\n      direction: $direction\n      first: $first\n      after: $after\n    ) {\n      nodes {\n        cursor\n        action\n        resourceId\n        version\n        path\n        previousPath\n        archiveAt\n        deleteAt\n        sourceId\n        data\n        details {\n          size\n        }\n        metadata\n        changedAt\n        resource {\n          id\n        }\n      }\n      edges {\n        cursor\n        node {\n          version\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": types.HistoryPageDocument,
    "\n  query PastEntry($id: ID!, $asOf: DateTime!) {\n    resource(id: $id, asOf: $asOf) {\n      ...PastFields\n    }\n  }\n  fragment PastFields on ResourceEntry {\n    id\n    path\n    type\n    kind\n    data\n    metadata\n    version\n    updatedAt\n    archivedAt\n    details {\n      key\n    }\n    signedUrl {\n      url\n      expiresAt\n    }\n    access {\n      role\n      canUpdate\n      canDelete\n      grantedThrough {\n        ownerId\n        path\n      }\n    }\n    ... on Resource {\n      writeableUrl {\n        url\n      }\n    }\n    ... on ResourcePointer {\n      isOrphaned\n      sourceReference {\n        resourceId\n        path\n        state\n      }\n    }\n  }\n": types.PastEntryDocument,
    "\n  query PastPlace($ownerId: ID!, $coownerId: ID, $path: String!, $asOf: DateTime!) {\n    resourceAt(ownerId: $ownerId, coownerId: $coownerId, path: $path, asOf: $asOf) {\n      ...PastFields\n    }\n  }\n": types.PastPlaceDocument,
    "\n  mutation KeyedMultipart($input: RequestUploadInput!) {\n    createMultipartUpload(input: $input) {\n      id\n      partSize\n      expiresAt\n      uploadedParts\n      partUrls(numbers: [1]) {\n        url\n        headers\n      }\n      resource {\n        id\n        version\n      }\n    }\n  }\n": types.KeyedMultipartDocument,
    "\n  mutation LargeFilesLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n": types.LargeFilesLoginDocument,
    "\n  mutation LargeFilesIssueKey($input: IssueThingKeyInput!) {\n    issueThingKey(input: $input) {\n      key\n    }\n  }\n": types.LargeFilesIssueKeyDocument,
    "\n  mutation LifecycleArchive($input: ResourceSelection!) {\n    archiveResources(input: $input) {\n      ...LifecycleFields\n    }\n  }\n  fragment LifecycleFields on ResourceEntry {\n    id\n    path\n    version\n    updatedAt\n    archiveAt\n    deleteAt\n    archivedAt\n  }\n": types.LifecycleArchiveDocument,
    "\n  mutation LifecycleRestore($input: ResourceSelection!) {\n    restoreResources(input: $input) {\n      ...LifecycleFields\n    }\n  }\n": types.LifecycleRestoreDocument,
    "\n  mutation LifecycleDeleteOwner($input: DeleteOwnerInput!) {\n    deleteOwner(input: $input) {\n      id\n      name\n      kind\n      deletedAt\n      domain {\n        path\n      }\n      members {\n        role\n      }\n      things {\n        totalCount\n      }\n    }\n  }\n": types.LifecycleDeleteOwnerDocument,
    "\n  query LifecycleJobs {\n    jobs {\n      name\n      lastRunAt\n      lastError\n      due\n    }\n  }\n": types.LifecycleJobsDocument,
    "\n  query LifecycleEntry($id: ID!) {\n    resource(id: $id) {\n      ...LifecycleFields\n    }\n  }\n": types.LifecycleEntryDocument,
    "\n  mutation MultipartCreate($input: RequestUploadInput!) {\n    createMultipartUpload(input: $input) {\n      id\n      partSize\n      expiresAt\n      uploadedParts\n      resource {\n        id\n        state\n        path\n      }\n    }\n  }\n": types.MultipartCreateDocument,
    "\n  mutation MultipartComplete($input: MultipartUploadSelection!) {\n    completeMultipartUpload(input: $input) {\n      id\n      state\n      version\n      details {\n        size\n        sha256\n      }\n    }\n  }\n": types.MultipartCompleteDocument,
    "\n  mutation MultipartAbort($input: MultipartUploadSelection!) {\n    abortMultipartUpload(input: $input)\n  }\n": types.MultipartAbortDocument,
    "\n  query MultipartFound($id: ID!) {\n    multipartUpload(id: $id) {\n      id\n      partSize\n      expiresAt\n      uploadedParts\n      resource {\n        id\n        state\n      }\n    }\n  }\n": types.MultipartFoundDocument,
    "\n  query MultipartPartUrls($id: ID!, $numbers: [Int!]!) {\n    multipartUpload(id: $id) {\n      partUrls(numbers: $numbers) {\n        url\n        method\n        headers\n        expiresAt\n        uploadId\n      }\n    }\n  }\n": types.MultipartPartUrlsDocument,
    "\n  mutation NamedFilesUpload($input: UploadFileInput!) {\n    uploadFile(input: $input) {\n      ...NamedFile\n    }\n  }\n  fragment NamedFile on File {\n    id\n    name\n    class\n    format\n    time\n    metadata\n    createdAt\n    updatedAt\n    details {\n      size\n      sha256\n      contentType\n      declaredType\n      filename\n      key\n    }\n    resource {\n      id\n      path\n      ownerId\n      coownerId\n      kind\n      type\n      state\n      version\n      dataCreatedAt\n    }\n    signedUrl {\n      url\n    }\n  }\n": types.NamedFilesUploadDocument,
    "\n  mutation NamedFilesUpdate($input: UpdateFileInput!) {\n    updateFile(input: $input) {\n      ...NamedFile\n    }\n  }\n": types.NamedFilesUpdateDocument,
    "\n  mutation NamedFilesDelete($input: DeleteFileInput!) {\n    deleteFile(input: $input)\n  }\n": types.NamedFilesDeleteDocument,
    "\n  query NamedFilesOne($ownerId: ID!, $name: String!) {\n    file(ownerId: $ownerId, name: $name) {\n      ...NamedFile\n    }\n  }\n": types.NamedFilesOneDocument,
    "\n  query FilesPage($ownerId: ID!, $first: Int, $after: Cursor, $filter: FileFilter) {\n    files(ownerId: $ownerId, first: $first, after: $after, filter: $filter) {\n      nodes {\n        id\n        name\n        class\n        format\n        time\n      }\n      edges {\n        cursor\n        node {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount\n    }\n  }\n": types.FilesPageDocument,
    "\n  query RemovalRevived($id: ID!) {\n    owner(id: $id) {\n      name\n      kind\n      group {\n        id\n      }\n      thingKeys {\n        id\n      }\n      members {\n        role\n      }\n      things {\n        totalCount\n      }\n      domain {\n        path\n      }\n      deletedAt\n    }\n    roleAssignments(scope: { ownerId: $id }) {\n      scope {\n        ownerId\n      }\n    }\n  }\n": types.RemovalRevivedDocument,
    "\n  mutation PeopleCreateUser($input: CreateUserInput!) {\n    createUser(input: $input) {\n      id\n    }\n  }\n": types.PeopleCreateUserDocument,
    "\n  mutation PeopleLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n": types.PeopleLoginDocument,
    "\n  mutation PeopleGrant($input: GrantPrivilegesInput!) {\n    grantPrivileges(input: $input) {\n      privileges\n    }\n  }\n": types.PeopleGrantDocument,
    "\n  mutation PeopleAssign($input: AssignRoleInput!) {\n    assignRole(input: $input) {\n      id\n    }\n  }\n": types.PeopleAssignDocument,
    "\n  mutation PeopleUnassign($id: ID!) {\n    unassignRole(input: { id: $id })\n  }\n": types.PeopleUnassignDocument,
    "\n  mutation PeopleSetMember($input: SetGroupMemberInput!) {\n    setGroupMember(input: $input) {\n      id\n    }\n  }\n": types.PeopleSetMemberDocument,
    "\n  mutation PeopleRemoveMember($input: RemoveGroupMemberInput!) {\n    removeGroupMember(input: $input) {\n      id\n    }\n  }\n": types.PeopleRemoveMemberDocument,
    "\n  mutation PointersCreate($input: CreateResourcePointerInput!) {\n    createResourcePointer(input: $input) {\n      ...PointerFields\n    }\n  }\n  fragment PointerFields on ResourcePointer {\n    id\n    projectId\n    ownerId\n    coownerId\n    path\n    type\n    kind\n    data\n    metadata\n    details {\n      size\n      sha256\n      contentType\n      key\n    }\n    signedUrl {\n      url\n    }\n    createdAt\n    dataCreatedAt\n    updatedAt\n    archiveAt\n    deleteAt\n    archivedAt\n    version\n    isOrphaned\n    sourceReference {\n      resourceId\n      ownerId\n      coownerId\n      path\n      state\n    }\n    source {\n      id\n      path\n      metadata\n    }\n  }\n": types.PointersCreateDocument,
    "\n  query PointersOne($id: ID!) {\n    resource(id: $id) {\n      __typename\n      ...PointerFields\n    }\n  }\n": types.PointersOneDocument,
    "\n  query PointersPointed($id: ID!, $first: Int, $after: Cursor) {\n    resource(id: $id) {\n      ... on Resource {\n        pointerCount\n        pointers(first: $first, after: $after) {\n          totalCount\n          nodes {\n            id\n            path\n            ownerId\n          }\n          edges {\n            cursor\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n": types.PointersPointedDocument,
    "\n  mutation PutResource($input: CreateResourceInput!) {\n    putResource(input: $input) {\n      ...EntryFields\n      state\n      archiveAt\n      deleteAt\n      details {\n        sha256\n      }\n    }\n  }\n": types.PutResourceDocument,
    "\n  mutation SecondProjectLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n": types.SecondProjectLoginDocument,
    "\n  query SurveyFolders($ownerId: ID!, $coownerId: ID, $path: String, $after: String) {\n    resourceFolders(ownerId: $ownerId, coownerId: $coownerId, path: $path, after: $after) {\n      path\n      count\n      latest\n    }\n  }\n": types.SurveyFoldersDocument,
    "\n  query SurveyNearest($ownerId: ID!, $path: String, $time: DateTime!, $filter: ResourceFilter) {\n    resourceNearest(ownerId: $ownerId, path: $path, time: $time, filter: $filter) {\n      id\n      path\n    }\n  }\n": types.SurveyNearestDocument,
    "\n  query SurveyBuckets(\n    $ownerId: ID\n    $path: String\n    $range: DateTimeRange!\n    $interval: BucketInterval!\n    $timeZone: String\n    $filter: ResourceFilter\n  ) {\n    resourceBuckets(\n      ownerId: $ownerId\n      path: $path\n      range: $range\n      interval: $interval\n      timeZone: $timeZone\n      filter: $filter\n    ) {\n      start\n      count\n    }\n  }\n": types.SurveyBucketsDocument,
    "\n  mutation Login($input: LoginInput!) {\n    login(input: $input) {\n      token\n      expiresAt\n      viewer {\n        kind\n        role\n      }\n    }\n  }\n": types.LoginDocument,
    "\n  mutation CreateThing($owner: CreateOwnerInput!, $key: IssueThingKeyInput!) {\n    createOwner(input: $owner) {\n      id\n    }\n    issueThingKey(input: $key) {\n      id\n      key\n    }\n  }\n": types.CreateThingDocument,
    "\n  mutation UploadRequest($input: RequestUploadInput!) {\n    requestUpload(input: $input) {\n      uploadId\n      resource {\n        id\n        state\n        version\n        path\n        metadata\n        details {\n          size\n        }\n      }\n      upload {\n        url\n        method\n        headers\n        expiresAt\n        uploadId\n      }\n    }\n  }\n": types.UploadRequestDocument,
    "\n  mutation UploadComplete($input: CompleteUploadInput!) {\n    completeUpload(input: $input) {\n      id\n      state\n      version\n      details {\n        size\n        sha256\n      }\n    }\n  }\n": types.UploadCompleteDocument,
    "\n  query UploadedCapture($id: ID!) {\n    resource(id: $id) {\n      id\n      path\n      type\n      kind\n      metadata\n      createdAt\n      dataCreatedAt\n      updatedAt\n      version\n      data\n      signedUrl {\n        url\n        method\n        headers\n        expiresAt\n        uploadId\n      }\n      details {\n        size\n        contentType\n        declaredType\n        detectedType\n        etag\n        sha256\n        filename\n        format\n        width\n        height\n        bucket\n        key\n      }\n      ... on Resource {\n        state\n        writeableUrl {\n          url\n          headers\n          expiresAt\n          uploadId\n        }\n      }\n    }\n  }\n": types.UploadedCaptureDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Domains {\n    domains {\n      id\n      name\n      path\n      parent {\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  query Domains {\n    domains {\n      id\n      name\n      path\n      parent {\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DomainsUpdate($input: UpdateDomainInput!) {\n    updateDomain(input: $input) {\n      id\n      name\n      path\n      parent {\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DomainsUpdate($input: UpdateDomainInput!) {\n    updateDomain(input: $input) {\n      id\n      name\n      path\n      parent {\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DomainsDelete($input: DeleteDomainInput!) {\n    deleteDomain(input: $input)\n  }\n"): (typeof documents)["\n  mutation DomainsDelete($input: DeleteDomainInput!) {\n    deleteDomain(input: $input)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DomainsOwner($id: ID!) {\n    owner(id: $id) {\n      domain {\n        path\n        parent {\n          path\n          parent {\n            path\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DomainsOwner($id: ID!) {\n    owner(id: $id) {\n      domain {\n        path\n        parent {\n          path\n          parent {\n            path\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Privileges($userId: ID!) {\n    privilegeGrants(userId: $userId) {\n      domain {\n        path\n        parent {\n          path\n        }\n      }\n      privileges\n      grants {\n        privilege\n        grantedBy {\n          id\n          name\n        }\n        createdAt\n      }\n    }\n  }\n"): (typeof documents)["\n  query Privileges($userId: ID!) {\n    privilegeGrants(userId: $userId) {\n      domain {\n        path\n        parent {\n          path\n        }\n      }\n      privileges\n      grants {\n        privilege\n        grantedBy {\n          id\n          name\n        }\n        createdAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PrivilegesMine {\n    viewer {\n      privileges {\n        domain {\n          path\n        }\n        privileges\n      }\n    }\n    owners {\n      totalCount\n    }\n  }\n"): (typeof documents)["\n  query PrivilegesMine {\n    viewer {\n      privileges {\n        domain {\n          path\n        }\n        privileges\n      }\n    }\n    owners {\n      totalCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Projects {\n    projects {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  query Projects {\n    projects {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProjectsCreate($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  mutation ProjectsCreate($input: CreateProjectInput!) {\n    createProject(input: $input) {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProjectsLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n      viewer {\n        role\n        project {\n          id\n        }\n        privileges {\n          domain {\n            path\n          }\n          privileges\n        }\n        roleAssignments {\n          role\n          scope {\n            projectId\n            ownerId\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ProjectsLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n      viewer {\n        role\n        project {\n          id\n        }\n        privileges {\n          domain {\n            path\n          }\n          privileges\n        }\n        roleAssignments {\n          role\n          scope {\n            projectId\n            ownerId\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProjectsOwners {\n    owners {\n      totalCount\n    }\n    domains {\n      path\n    }\n  }\n"): (typeof documents)["\n  query ProjectsOwners {\n    owners {\n      totalCount\n    }\n    domains {\n      path\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RacesMove($input: UpdateDomainInput!) {\n    updateDomain(input: $input) {\n      path\n    }\n  }\n"): (typeof documents)["\n  mutation RacesMove($input: UpdateDomainInput!) {\n    updateDomain(input: $input) {\n      path\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RacesUpdateUser($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      role\n    }\n  }\n"): (typeof documents)["\n  mutation RacesUpdateUser($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      role\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RacesDeleteUser($input: DeleteUserInput!) {\n    deleteUser(input: $input)\n  }\n"): (typeof documents)["\n  mutation RacesDeleteUser($input: DeleteUserInput!) {\n    deleteUser(input: $input)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RacesDeleteDomain($input: DeleteDomainInput!) {\n    deleteDomain(input: $input)\n  }\n"): (typeof documents)["\n  mutation RacesDeleteDomain($input: DeleteDomainInput!) {\n    deleteDomain(input: $input)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RevokedAdded($after: Cursor) {\n    resourceAdded(after: $after) {\n      path\n    }\n  }\n"): (typeof documents)["\n  subscription RevokedAdded($after: Cursor) {\n    resourceAdded(after: $after) {\n      path\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokedUpdate($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      role\n    }\n  }\n"): (typeof documents)["\n  mutation RevokedUpdate($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      role\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokedDelete($input: DeleteUserInput!) {\n    deleteUser(input: $input)\n  }\n"): (typeof documents)["\n  mutation RevokedDelete($input: DeleteUserInput!) {\n    deleteUser(input: $input)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RolesMine {\n    viewer {\n      roleAssignments {\n        role\n        principal {\n          isAny\n        }\n        scope {\n          ownerId\n          path\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query RolesMine {\n    viewer {\n      roleAssignments {\n        role\n        principal {\n          isAny\n        }\n        scope {\n          ownerId\n          path\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RolesOfPath($scope: RoleScopeInput) {\n    roleAssignments(scope: $scope) {\n      id\n    }\n  }\n"): (typeof documents)["\n  query RolesOfPath($scope: RoleScopeInput) {\n    roleAssignments(scope: $scope) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UsersLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n      viewer {\n        role\n        account {\n          name\n        }\n        privileges {\n          domain {\n            path\n            parent {\n              path\n            }\n          }\n        }\n        roleAssignments {\n          role\n          principal {\n            user {\n              email\n            }\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UsersLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n      viewer {\n        role\n        account {\n          name\n        }\n        privileges {\n          domain {\n            path\n            parent {\n              path\n            }\n          }\n        }\n        roleAssignments {\n          role\n          principal {\n            user {\n              email\n            }\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Users {\n    users {\n      id\n      email\n      name\n      role\n    }\n  }\n"): (typeof documents)["\n  query Users {\n    users {\n      id\n      email\n      name\n      role\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UsersUpdate($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      id\n      email\n      name\n      role\n    }\n  }\n"): (typeof documents)["\n  mutation UsersUpdate($input: UpdateUserInput!) {\n    updateUser(input: $input) {\n      id\n      email\n      name\n      role\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UsersDelete($input: DeleteUserInput!) {\n    deleteUser(input: $input)\n  }\n"): (typeof documents)["\n  mutation UsersDelete($input: DeleteUserInput!) {\n    deleteUser(input: $input)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplacedCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n      writeableUrl {\n        url\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ReplacedCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n      writeableUrl {\n        url\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReplacedNow {\n    changeCursor\n  }\n"): (typeof documents)["\n  query ReplacedNow {\n    changeCursor\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ReplacedEvents($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      action\n      changed\n      version\n      data\n      details {\n        sha256\n        key\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription ReplacedEvents($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      action\n      changed\n      version\n      data\n      details {\n        sha256\n        key\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AwayCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n      data\n    }\n  }\n"): (typeof documents)["\n  mutation AwayCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n      data\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CapturesListed($path: String!, $filter: ResourceFilter) {\n    resources(ownerId: \"cam-1\", path: $path, filter: $filter) {\n      nodes {\n        id\n        data\n        details {\n          size\n        }\n        signedUrl {\n          url\n        }\n        ... on Resource {\n          state\n        }\n      }\n      totalCount\n    }\n  }\n"): (typeof documents)["\n  query CapturesListed($path: String!, $filter: ResourceFilter) {\n    resources(ownerId: \"cam-1\", path: $path, filter: $filter) {\n      nodes {\n        id\n        data\n        details {\n          size\n        }\n        signedUrl {\n          url\n        }\n        ... on Resource {\n          state\n        }\n      }\n      totalCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CaptureAnnotate($input: UpdateResourceInput!) {\n    updateResource(input: $input) {\n      id\n      metadata\n    }\n  }\n"): (typeof documents)["\n  mutation CaptureAnnotate($input: UpdateResourceInput!) {\n    updateResource(input: $input) {\n      id\n      metadata\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CaptureCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation CaptureCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CondemnedDelete($input: DeleteResourcesInput!) {\n    deleteResources(input: $input)\n  }\n"): (typeof documents)["\n  mutation CondemnedDelete($input: DeleteResourcesInput!) {\n    deleteResources(input: $input)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CondemnedWriteable($id: ID!) {\n    resource(id: $id) {\n      ... on Resource {\n        writeableUrl(expiresIn: 604800) {\n          url\n          headers\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query CondemnedWriteable($id: ID!) {\n    resource(id: $id) {\n      ... on Resource {\n        writeableUrl(expiresIn: 604800) {\n          url\n          headers\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ScriptsJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation ScriptsJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DirectCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation DirectCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FeedPage($path: String!) {\n    resources(path: $path, children: true, first: 200) {\n      changeCursor\n      nodes {\n        id\n        version\n      }\n    }\n  }\n"): (typeof documents)["\n  query FeedPage($path: String!) {\n    resources(path: $path, children: true, first: 200) {\n      changeCursor\n      nodes {\n        id\n        version\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FileKeysIssue($ownerId: ID!) {\n    issueThingKey(input: { ownerId: $ownerId }) {\n      id\n      key\n    }\n  }\n"): (typeof documents)["\n  mutation FileKeysIssue($ownerId: ID!) {\n    issueThingKey(input: { ownerId: $ownerId }) {\n      id\n      key\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FileKeysRevoke($ownerId: ID!, $keyIds: [ID!]) {\n    revokeThingKeys(input: { ownerId: $ownerId, keyIds: $keyIds }) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation FileKeysRevoke($ownerId: ID!, $keyIds: [ID!]) {\n    revokeThingKeys(input: { ownerId: $ownerId, keyIds: $keyIds }) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KilledFilesIssue($ownerId: ID!) {\n    issueThingKey(input: { ownerId: $ownerId }) {\n      key\n    }\n  }\n"): (typeof documents)["\n  mutation KilledFilesIssue($ownerId: ID!) {\n    issueThingKey(input: { ownerId: $ownerId }) {\n      key\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FileScopesJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation FileScopesJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FileRightsOwner($ownerId: ID!, $name: String!) {\n    file(ownerId: $ownerId, name: $name) {\n      name\n      resource {\n        ownerId\n      }\n      owner {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  query FileRightsOwner($ownerId: ID!, $name: String!) {\n    file(ownerId: $ownerId, name: $name) {\n      name\n      resource {\n        ownerId\n      }\n      owner {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FileRightsNames($ownerId: ID!) {\n    files(ownerId: $ownerId) {\n      nodes {\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query FileRightsNames($ownerId: ID!) {\n    files(ownerId: $ownerId) {\n      nodes {\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FileRightsBelow($ids: [ID!], $counts: Boolean = true, $filter: FileFilter) {\n    owners(filter: { ids: $ids }, first: 200) {\n      nodes {\n        id\n        kind\n        files(first: 2, filter: $filter) {\n          nodes {\n            name\n          }\n          totalCount @include(if: $counts)\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query FileRightsBelow($ids: [ID!], $counts: Boolean = true, $filter: FileFilter) {\n    owners(filter: { ids: $ids }, first: 200) {\n      nodes {\n        id\n        kind\n        files(first: 2, filter: $filter) {\n          nodes {\n            name\n          }\n          totalCount @include(if: $counts)\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FilestoreJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation FilestoreJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FilestoreUpdatedAt($ownerId: ID!, $path: String!) {\n    resourceAt(ownerId: $ownerId, path: $path) {\n      updatedAt\n    }\n  }\n"): (typeof documents)["\n  query FilestoreUpdatedAt($ownerId: ID!, $path: String!) {\n    resourceAt(ownerId: $ownerId, path: $path) {\n      updatedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FlakyLinkPrepare($login: LoginInput!) {\n    login(input: $login) {\n      token\n    }\n  }\n"): (typeof documents)["\n  mutation FlakyLinkPrepare($login: LoginInput!) {\n    login(input: $login) {\n      token\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FlakyLinkOwner($owner: CreateOwnerInput!) {\n    createOwner(input: $owner) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation FlakyLinkOwner($owner: CreateOwnerInput!) {\n    createOwner(input: $owner) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ForeignChanges($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      resourceId\n    }\n  }\n"): (typeof documents)["\n  subscription ForeignChanges($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      resourceId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ForeignAdded($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceAdded(filter: $filter, after: $after) {\n      resourceId\n    }\n  }\n"): (typeof documents)["\n  subscription ForeignAdded($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceAdded(filter: $filter, after: $after) {\n      resourceId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupFilesEntryAt($ownerId: ID!, $path: String!) {\n    resourceAt(ownerId: $ownerId, path: $path) {\n      id\n      access {\n        role\n        grantedThrough {\n          ownerId\n          path\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query GroupFilesEntryAt($ownerId: ID!, $path: String!) {\n    resourceAt(ownerId: $ownerId, path: $path) {\n      id\n      access {\n        role\n        grantedThrough {\n          ownerId\n          path\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GroupFilesJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation GroupFilesJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupsOne($id: ID!) {\n    owner(id: $id) {\n      id\n      members {\n        user {\n          id\n        }\n        role\n        addedBy {\n          email\n        }\n        createdAt\n      }\n      things(first: 10) {\n        totalCount\n        nodes {\n          id\n          group {\n            id\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query GroupsOne($id: ID!) {\n    owner(id: $id) {\n      id\n      members {\n        user {\n          id\n        }\n        role\n        addedBy {\n          email\n        }\n        createdAt\n      }\n      things(first: 10) {\n        totalCount\n        nodes {\n          id\n          group {\n            id\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GroupsUpdateOwner($input: UpdateOwnerInput!) {\n    updateOwner(input: $input) {\n      id\n      group {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation GroupsUpdateOwner($input: UpdateOwnerInput!) {\n    updateOwner(input: $input) {\n      id\n      group {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GroupsSetMember($input: SetGroupMemberInput!) {\n    setGroupMember(input: $input) {\n      members {\n        role\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation GroupsSetMember($input: SetGroupMemberInput!) {\n    setGroupMember(input: $input) {\n      members {\n        role\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GroupsRemoveMember($input: RemoveGroupMemberInput!) {\n    removeGroupMember(input: $input) {\n      members {\n        role\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation GroupsRemoveMember($input: RemoveGroupMemberInput!) {\n    removeGroupMember(input: $input) {\n      members {\n        role\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupsListed($filter: OwnerFilter) {\n    owners(filter: $filter) {\n      nodes {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  query GroupsListed($filter: OwnerFilter) {\n    owners(filter: $filter) {\n      nodes {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupsAll {\n    owners(filter: { kinds: [GROUP] }) {\n      nodes {\n        id\n        members {\n          role\n        }\n        things(first: 1) {\n          totalCount\n          nodes {\n            id\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query GroupsAll {\n    owners(filter: { kinds: [GROUP] }) {\n      nodes {\n        id\n        members {\n          role\n        }\n        things(first: 1) {\n          totalCount\n          nodes {\n            id\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeyedLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n"): (typeof documents)["\n  mutation KeyedLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KeyedNow {\n    changeCursor\n  }\n"): (typeof documents)["\n  query KeyedNow {\n    changeCursor\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query InferenceNow {\n    changeCursor\n  }\n"): (typeof documents)["\n  query InferenceNow {\n    changeCursor\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KilledLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n"): (typeof documents)["\n  mutation KilledLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KilledCreateOwner($input: CreateOwnerInput!) {\n    createOwner(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation KilledCreateOwner($input: CreateOwnerInput!) {\n    createOwner(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KilledNow {\n    changeCursor\n  }\n"): (typeof documents)["\n  query KilledNow {\n    changeCursor\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KilledPage($path: String!, $after: Cursor) {\n    resources(path: $path, childrenOnly: true, first: 200, after: $after) {\n      nodes {\n        id\n        kind\n        data\n        details {\n          sha256\n        }\n        signedUrl {\n          url\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query KilledPage($path: String!, $after: Cursor) {\n    resources(path: $path, childrenOnly: true, first: 200, after: $after) {\n      nodes {\n        id\n        kind\n        data\n        details {\n          sha256\n        }\n        signedUrl {\n          url\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription KilledEvents($after: Cursor!, $path: String!) {\n    resourceChanged(after: $after, filter: { path: $path }) {\n      action\n      resourceId\n    }\n  }\n"): (typeof documents)["\n  subscription KilledEvents($after: Cursor!, $path: String!) {\n    resourceChanged(after: $after, filter: { path: $path }) {\n      action\n      resourceId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LostCommitCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation LostCommitCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MinioAwayCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n      data\n    }\n  }\n"): (typeof documents)["\n  mutation MinioAwayCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n      data\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RemovalOwner($id: ID!) {\n    owner(id: $id) {\n      id\n    }\n  }\n"): (typeof documents)["\n  query RemovalOwner($id: ID!) {\n    owner(id: $id) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RemovalCreateDomain($input: CreateDomainInput!) {\n    createDomain(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation RemovalCreateDomain($input: CreateDomainInput!) {\n    createDomain(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnersPage($filter: OwnerFilter, $first: Int, $after: Cursor, $counts: Boolean = true) {\n    owners(filter: $filter, first: $first, after: $after) {\n      nodes {\n        id\n      }\n      edges {\n        cursor\n        node {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount @include(if: $counts)\n    }\n  }\n"): (typeof documents)["\n  query OwnersPage($filter: OwnerFilter, $first: Int, $after: Cursor, $counts: Boolean = true) {\n    owners(filter: $filter, first: $first, after: $after) {\n      nodes {\n        id\n      }\n      edges {\n        cursor\n        node {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount @include(if: $counts)\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation OwnersUpdate($input: UpdateOwnerInput!) {\n    updateOwner(input: $input) {\n      id\n      kind\n      name\n      metadata\n      createdAt\n      updatedAt\n    }\n  }\n"): (typeof documents)["\n  mutation OwnersUpdate($input: UpdateOwnerInput!) {\n    updateOwner(input: $input) {\n      id\n      kind\n      name\n      metadata\n      createdAt\n      updatedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OwnersOne($id: ID!) {\n    owner(id: $id) {\n      id\n      kind\n      name\n      metadata\n      createdAt\n      updatedAt\n      thingKeys {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  query OwnersOne($id: ID!) {\n    owner(id: $id) {\n      id\n      kind\n      name\n      metadata\n      createdAt\n      updatedAt\n      thingKeys {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PageStatementsOne($ownerId: ID, $counts: Boolean!, $owners: Boolean = false) {\n    resources(ownerId: $ownerId) {\n      nodes {\n        id\n        owner @include(if: $owners) {\n          id\n        }\n        coowner @include(if: $owners) {\n          id\n        }\n      }\n      totalCount @include(if: $counts)\n    }\n  }\n"): (typeof documents)["\n  query PageStatementsOne($ownerId: ID, $counts: Boolean!, $owners: Boolean = false) {\n    resources(ownerId: $ownerId) {\n      nodes {\n        id\n        owner @include(if: $owners) {\n          id\n        }\n        coowner @include(if: $owners) {\n          id\n        }\n      }\n      totalCount @include(if: $counts)\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PageStatementsBelow($ids: [ID!], $counts: Boolean = true, $first: Int = 2) {\n    owners(filter: { ids: $ids }, first: 200) {\n      nodes {\n        id\n        resources(first: $first) {\n          nodes {\n            path\n            ownerId\n          }\n          pageInfo {\n            hasNextPage\n          }\n          totalCount @include(if: $counts)\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PageStatementsBelow($ids: [ID!], $counts: Boolean = true, $first: Int = 2) {\n    owners(filter: { ids: $ids }, first: 200) {\n      nodes {\n        id\n        resources(first: $first) {\n          nodes {\n            path\n            ownerId\n          }\n          pageInfo {\n            hasNextPage\n          }\n          totalCount @include(if: $counts)\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PageStatementsTwo {\n    owners(first: 200) {\n      nodes {\n        newest: resources(first: 1) {\n          nodes {\n            path\n          }\n        }\n        again: resources(first: 1) {\n          nodes {\n            id\n          }\n        }\n        oldest: resources(first: 1, order: [{ field: DATA_CREATED_AT, direction: ASC }]) {\n          nodes {\n            path\n          }\n          totalCount\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PageStatementsTwo {\n    owners(first: 200) {\n      nodes {\n        newest: resources(first: 1) {\n          nodes {\n            path\n          }\n        }\n        again: resources(first: 1) {\n          nodes {\n            id\n          }\n        }\n        oldest: resources(first: 1, order: [{ field: DATA_CREATED_AT, direction: ASC }]) {\n          nodes {\n            path\n          }\n          totalCount\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PointersCounted($ownerId: ID!) {\n    resources(ownerId: $ownerId, first: 200) {\n      nodes {\n        path\n        ... on Resource {\n          pointerCount\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PointersCounted($ownerId: ID!) {\n    resources(ownerId: $ownerId, first: 200) {\n      nodes {\n        path\n        ... on Resource {\n          pointerCount\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PointersListed($ownerId: ID!) {\n    resources(ownerId: $ownerId, first: 200) {\n      nodes {\n        path\n        ... on Resource {\n          newest: pointers(first: 1) {\n            nodes {\n              path\n            }\n            totalCount\n            changeCursor\n          }\n          again: pointers(first: 1) {\n            nodes {\n              id\n            }\n            totalCount\n            changeCursor\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PointersListed($ownerId: ID!) {\n    resources(ownerId: $ownerId, first: 200) {\n      nodes {\n        path\n        ... on Resource {\n          newest: pointers(first: 1) {\n            nodes {\n              path\n            }\n            totalCount\n            changeCursor\n          }\n          again: pointers(first: 1) {\n            nodes {\n              id\n            }\n            totalCount\n            changeCursor\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PointersSources($ownerId: ID!) {\n    resources(ownerId: $ownerId, first: 200) {\n      nodes {\n        ... on ResourcePointer {\n          sourceReference {\n            path\n          }\n          source {\n            path\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PointersSources($ownerId: ID!) {\n    resources(ownerId: $ownerId, first: 200) {\n      nodes {\n        ... on ResourcePointer {\n          sourceReference {\n            path\n          }\n          source {\n            path\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PointersMetPast($id: ID!, $asOf: DateTime) {\n    resource(id: $id, asOf: $asOf) {\n      path\n      metadata\n      ... on ResourcePointer {\n        sourceReference {\n          path\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PointersMetPast($id: ID!, $asOf: DateTime) {\n    resource(id: $id, asOf: $asOf) {\n      path\n      metadata\n      ... on ResourcePointer {\n        sourceReference {\n          path\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PointersMetOpened($id: ID!, $asOf: DateTime) {\n    resource(id: $id, asOf: $asOf) {\n      path\n      data\n      signedUrl {\n        url\n      }\n    }\n  }\n"): (typeof documents)["\n  query PointersMetOpened($id: ID!, $asOf: DateTime) {\n    resource(id: $id, asOf: $asOf) {\n      path\n      data\n      signedUrl {\n        url\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PointersMetDiagnose($id: ID!) {\n    resourceDiagnostics(id: $id) {\n      sourceReference {\n        path\n        state\n      }\n      hashMatches\n      problems\n    }\n  }\n"): (typeof documents)["\n  query PointersMetDiagnose($id: ID!) {\n    resourceDiagnostics(id: $id) {\n      sourceReference {\n        path\n        state\n      }\n      hashMatches\n      problems\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PointersInParts($input: RequestUploadInput!) {\n    createMultipartUpload(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation PointersInParts($input: RequestUploadInput!) {\n    createMultipartUpload(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PointersAccess($id: ID!) {\n    resource(id: $id) {\n      ownerId\n      owner {\n        id\n      }\n      access {\n        role\n        canUpdate\n        canDelete\n        grantedThrough {\n          ownerId\n          path\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PointersAccess($id: ID!) {\n    resource(id: $id) {\n      ownerId\n      owner {\n        id\n      }\n      access {\n        role\n        canUpdate\n        canDelete\n        grantedThrough {\n          ownerId\n          path\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription PointersChanged($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      action\n      changed\n      resourceId\n      sourceId\n      type\n      kind\n      data\n      details {\n        key\n      }\n      metadata\n      path\n      resource {\n        __typename\n        id\n        signedUrl {\n          url\n        }\n        ... on ResourcePointer {\n          sourceReference {\n            state\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription PointersChanged($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      action\n      changed\n      resourceId\n      sourceId\n      type\n      kind\n      data\n      details {\n        key\n      }\n      metadata\n      path\n      resource {\n        __typename\n        id\n        signedUrl {\n          url\n        }\n        ... on ResourcePointer {\n          sourceReference {\n            state\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription PointersAdded($after: Cursor) {\n    resourceAdded(filter: { ownerIds: [\"set\"] }, after: $after) {\n      resourceId\n      sourceId\n    }\n  }\n"): (typeof documents)["\n  subscription PointersAdded($after: Cursor) {\n    resourceAdded(filter: { ownerIds: [\"set\"] }, after: $after) {\n      resourceId\n      sourceId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReadmeJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation ReadmeJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Diagnose($id: ID!, $userId: ID) {\n    resourceDiagnostics(id: $id, userId: $userId) {\n      exists\n      state\n      isArchived\n      access {\n        role\n        grantedThrough {\n          projectId\n          ownerId\n          path\n        }\n        canUpdate\n        canDelete\n      }\n      declaredType\n      detectedType\n      typeMatches\n      expectedSize\n      storedSize\n      sizeMatches\n      expectedSha256\n      storedSha256\n      hashMatches\n      isReachable\n      sourceReference {\n        state\n      }\n      problems\n    }\n  }\n"): (typeof documents)["\n  query Diagnose($id: ID!, $userId: ID) {\n    resourceDiagnostics(id: $id, userId: $userId) {\n      exists\n      state\n      isArchived\n      access {\n        role\n        grantedThrough {\n          projectId\n          ownerId\n          path\n        }\n        canUpdate\n        canDelete\n      }\n      declaredType\n      detectedType\n      typeMatches\n      expectedSize\n      storedSize\n      sizeMatches\n      expectedSha256\n      storedSha256\n      hashMatches\n      isReachable\n      sourceReference {\n        state\n      }\n      problems\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DiagnoseLookUp($id: ID!) {\n    resource(id: $id) {\n      id\n      access {\n        role\n        grantedThrough {\n          ownerId\n          path\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query DiagnoseLookUp($id: ID!) {\n    resource(id: $id) {\n      id\n      access {\n        role\n        grantedThrough {\n          ownerId\n          path\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RevocationChanges($after: Cursor) {\n    resourceChanged(after: $after) {\n      resourceId\n    }\n  }\n"): (typeof documents)["\n  subscription RevocationChanges($after: Cursor) {\n    resourceChanged(after: $after) {\n      resourceId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RevocationAt($ownerId: ID!, $path: String!) {\n    resourceAt(ownerId: $ownerId, path: $path) {\n      id\n    }\n  }\n"): (typeof documents)["\n  query RevocationAt($ownerId: ID!, $path: String!) {\n    resourceAt(ownerId: $ownerId, path: $path) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RightsSeen($id: ID!, $ownerId: ID!, $path: String!) {\n    resource(id: $id) {\n      id\n      owner {\n        id\n      }\n      ownerId\n      access {\n        role\n        canUpdate\n        canDelete\n        grantedThrough {\n          projectId\n          ownerId\n          path\n        }\n      }\n    }\n    resourceAt(ownerId: $ownerId, path: $path) {\n      id\n    }\n    resources(ownerId: $ownerId, path: $path, children: true) {\n      totalCount\n      nodes {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  query RightsSeen($id: ID!, $ownerId: ID!, $path: String!) {\n    resource(id: $id) {\n      id\n      owner {\n        id\n      }\n      ownerId\n      access {\n        role\n        canUpdate\n        canDelete\n        grantedThrough {\n          projectId\n          ownerId\n          path\n        }\n      }\n    }\n    resourceAt(ownerId: $ownerId, path: $path) {\n      id\n    }\n    resources(ownerId: $ownerId, path: $path, children: true) {\n      totalCount\n      nodes {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RightsRequestUpload($input: RequestUploadInput!) {\n    requestUpload(input: $input) {\n      uploadId\n      resource {\n        id\n        writeableUrl {\n          url\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RightsRequestUpload($input: RequestUploadInput!) {\n    requestUpload(input: $input) {\n      uploadId\n      resource {\n        id\n        writeableUrl {\n          url\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RightsWriteUrl($id: ID!) {\n    resource(id: $id) {\n      ... on Resource {\n        writeableUrl {\n          url\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query RightsWriteUrl($id: ID!) {\n    resource(id: $id) {\n      ... on Resource {\n        writeableUrl {\n          url\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RightsIssueKey($ownerId: ID!) {\n    issueThingKey(input: { ownerId: $ownerId }) {\n      owner {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RightsIssueKey($ownerId: ID!) {\n    issueThingKey(input: { ownerId: $ownerId }) {\n      owner {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ServedLinks($id: ID!, $download: Boolean, $expiresIn: Int) {\n    resource(id: $id) {\n      data\n      signedUrl(download: $download, expiresIn: $expiresIn) {\n        url\n        method\n        headers\n        expiresAt\n        uploadId\n      }\n    }\n  }\n"): (typeof documents)["\n  query ServedLinks($id: ID!, $download: Boolean, $expiresIn: Int) {\n    resource(id: $id) {\n      data\n      signedUrl(download: $download, expiresIn: $expiresIn) {\n        url\n        method\n        headers\n        expiresAt\n        uploadId\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ServedCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      data\n      details {\n        size\n      }\n      signedUrl {\n        url\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ServedCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      data\n      details {\n        size\n      }\n      signedUrl {\n        url\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query StateRead($id: ID!) {\n    resource(id: $id) {\n      path\n    }\n  }\n"): (typeof documents)["\n  query StateRead($id: ID!) {\n    resource(id: $id) {\n      path\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FeedDirectUpload($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation FeedDirectUpload($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FeedViewer {\n    viewer {\n      account {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  query FeedViewer {\n    viewer {\n      account {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ToldCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation ToldCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TranslationsFor($ownerId: ID!, $locale: String!, $fallback: String, $path: String) {\n    translations(ownerId: $ownerId, locale: $locale, fallback: $fallback, path: $path) {\n      data\n      locales\n      version\n    }\n  }\n"): (typeof documents)["\n  query TranslationsFor($ownerId: ID!, $locale: String!, $fallback: String, $path: String) {\n    translations(ownerId: $ownerId, locale: $locale, fallback: $fallback, path: $path) {\n      data\n      locales\n      version\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnfinishedCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation UnfinishedCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation InPartsCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation InPartsCreateValue($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AskingIssueKey($ownerId: ID!) {\n    issueThingKey(input: { ownerId: $ownerId }) {\n      id\n      key\n      owner {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AskingIssueKey($ownerId: ID!) {\n    issueThingKey(input: { ownerId: $ownerId }) {\n      id\n      key\n      owner {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AskingRevokeKeys($input: RevokeThingKeysInput!) {\n    revokeThingKeys(input: $input) {\n      id\n      thingKeys {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AskingRevokeKeys($input: RevokeThingKeysInput!) {\n    revokeThingKeys(input: $input) {\n      id\n      thingKeys {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AskingKeys($id: ID!) {\n    owner(id: $id) {\n      thingKeys {\n        id\n        createdAt\n        lastUsedAt\n      }\n    }\n  }\n"): (typeof documents)["\n  query AskingKeys($id: ID!) {\n    owner(id: $id) {\n      thingKeys {\n        id\n        createdAt\n        lastUsedAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription AskingChanges($after: Cursor!) {\n    resourceChanged(after: $after) {\n      cursor\n    }\n  }\n"): (typeof documents)["\n  subscription AskingChanges($after: Cursor!) {\n    resourceChanged(after: $after) {\n      cursor\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AskingLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n      expiresAt\n      viewer {\n        kind\n        role\n        account {\n          email\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AskingLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n      expiresAt\n      viewer {\n        kind\n        role\n        account {\n          email\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AskingViewer {\n    viewer {\n      kind\n      role\n      account {\n        id\n        email\n        name\n        role\n      }\n      project {\n        id\n        name\n      }\n      thing {\n        id\n        kind\n      }\n    }\n  }\n"): (typeof documents)["\n  query AskingViewer {\n    viewer {\n      kind\n      role\n      account {\n        id\n        email\n        name\n        role\n      }\n      project {\n        id\n        name\n      }\n      thing {\n        id\n        kind\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AbuseLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n"): (typeof documents)["\n  mutation AbuseLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AbuseIssueKey($input: IssueThingKeyInput!) {\n    issueThingKey(input: $input) {\n      key\n    }\n  }\n"): (typeof documents)["\n  mutation AbuseIssueKey($input: IssueThingKeyInput!) {\n    issueThingKey(input: $input) {\n      key\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AcknowledgedCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation AcknowledgedCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AdministrationCreateUser($input: CreateUserInput!) {\n    createUser(input: $input) {\n      id\n      email\n      name\n      role\n    }\n  }\n"): (typeof documents)["\n  mutation AdministrationCreateUser($input: CreateUserInput!) {\n    createUser(input: $input) {\n      id\n      email\n      name\n      role\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AdministrationCreateDomain($input: CreateDomainInput!) {\n    createDomain(input: $input) {\n      id\n      name\n      path\n      parent {\n        id\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AdministrationCreateDomain($input: CreateDomainInput!) {\n    createDomain(input: $input) {\n      id\n      name\n      path\n      parent {\n        id\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AdministrationGrant($input: GrantPrivilegesInput!) {\n    grantPrivileges(input: $input) {\n      ...PrivilegeGrantFields\n    }\n  }\n  fragment PrivilegeGrantFields on PrivilegeGrant {\n    domain {\n      path\n    }\n    privileges\n    grants {\n      privilege\n      grantedBy {\n        id\n      }\n      createdAt\n    }\n  }\n"): (typeof documents)["\n  mutation AdministrationGrant($input: GrantPrivilegesInput!) {\n    grantPrivileges(input: $input) {\n      ...PrivilegeGrantFields\n    }\n  }\n  fragment PrivilegeGrantFields on PrivilegeGrant {\n    domain {\n      path\n    }\n    privileges\n    grants {\n      privilege\n      grantedBy {\n        id\n      }\n      createdAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AdministrationRevoke($input: GrantPrivilegesInput!) {\n    revokePrivileges(input: $input) {\n      ...PrivilegeGrantFields\n    }\n  }\n"): (typeof documents)["\n  mutation AdministrationRevoke($input: GrantPrivilegesInput!) {\n    revokePrivileges(input: $input) {\n      ...PrivilegeGrantFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AdministrationAssign($input: AssignRoleInput!) {\n    assignRole(input: $input) {\n      ...RoleAssignmentFields\n    }\n  }\n  fragment RoleAssignmentFields on RoleAssignment {\n    id\n    role\n    principal {\n      isAny\n      user {\n        id\n        email\n      }\n    }\n    scope {\n      projectId\n      ownerId\n      path\n    }\n    grantedBy {\n      id\n    }\n    createdAt\n  }\n"): (typeof documents)["\n  mutation AdministrationAssign($input: AssignRoleInput!) {\n    assignRole(input: $input) {\n      ...RoleAssignmentFields\n    }\n  }\n  fragment RoleAssignmentFields on RoleAssignment {\n    id\n    role\n    principal {\n      isAny\n      user {\n        id\n        email\n      }\n    }\n    scope {\n      projectId\n      ownerId\n      path\n    }\n    grantedBy {\n      id\n    }\n    createdAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AdministrationUnassign($input: UnassignRoleInput!) {\n    unassignRole(input: $input)\n  }\n"): (typeof documents)["\n  mutation AdministrationUnassign($input: UnassignRoleInput!) {\n    unassignRole(input: $input)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AdministrationRoles($scope: RoleScopeInput) {\n    roleAssignments(scope: $scope) {\n      ...RoleAssignmentFields\n    }\n  }\n"): (typeof documents)["\n  query AdministrationRoles($scope: RoleScopeInput) {\n    roleAssignments(scope: $scope) {\n      ...RoleAssignmentFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AdministrationWho {\n    viewer {\n      account {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  query AdministrationWho {\n    viewer {\n      account {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateAccessToken($input: CreateAccessTokenInput!) {\n    createAccessToken(input: $input) {\n      id\n      name\n      token\n      expiresAt\n      lastUsedAt\n    }\n  }\n"): (typeof documents)["\n  mutation CreateAccessToken($input: CreateAccessTokenInput!) {\n    createAccessToken(input: $input) {\n      id\n      name\n      token\n      expiresAt\n      lastUsedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeAccessToken($id: ID!) {\n    revokeAccessToken(input: { id: $id })\n  }\n"): (typeof documents)["\n  mutation RevokeAccessToken($id: ID!) {\n    revokeAccessToken(input: { id: $id })\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AccessTokens {\n    accessTokens {\n      id\n      name\n      token\n      expiresAt\n      lastUsedAt\n    }\n  }\n"): (typeof documents)["\n  query AccessTokens {\n    accessTokens {\n      id\n      name\n      token\n      expiresAt\n      lastUsedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateApiKey($name: String!) {\n    createApiKey(input: { name: $name }) {\n      id\n      name\n      key\n      createdAt\n      lastUsedAt\n    }\n  }\n"): (typeof documents)["\n  mutation CreateApiKey($name: String!) {\n    createApiKey(input: { name: $name }) {\n      id\n      name\n      key\n      createdAt\n      lastUsedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(input: { id: $id })\n  }\n"): (typeof documents)["\n  mutation RevokeApiKey($id: ID!) {\n    revokeApiKey(input: { id: $id })\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApiKeys {\n    apiKeys {\n      id\n      name\n      key\n      createdAt\n      lastUsedAt\n    }\n  }\n"): (typeof documents)["\n  query ApiKeys {\n    apiKeys {\n      id\n      name\n      key\n      createdAt\n      lastUsedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RenewSession {\n    renewSession {\n      token\n      expiresAt\n      viewer {\n        kind\n        role\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RenewSession {\n    renewSession {\n      token\n      expiresAt\n      viewer {\n        kind\n        role\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LogIn($input: LoginInput!) {\n    login(input: $input) {\n      token\n      expiresAt\n    }\n  }\n"): (typeof documents)["\n  mutation LogIn($input: LoginInput!) {\n    login(input: $input) {\n      token\n      expiresAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EntriesCreateOwner($input: CreateOwnerInput!) {\n    createOwner(input: $input) {\n      projectId\n      id\n      kind\n      name\n      metadata\n      createdAt\n      updatedAt\n      domain {\n        name\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation EntriesCreateOwner($input: CreateOwnerInput!) {\n    createOwner(input: $input) {\n      projectId\n      id\n      kind\n      name\n      metadata\n      createdAt\n      updatedAt\n      domain {\n        name\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EntriesCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      ...EntryFields\n      state\n      writeableUrl {\n        url\n      }\n    }\n  }\n  fragment EntryFields on ResourceEntry {\n    id\n    projectId\n    ownerId\n    coownerId\n    path\n    type\n    kind\n    data\n    metadata\n    details {\n      key\n    }\n    signedUrl {\n      url\n    }\n    createdAt\n    dataCreatedAt\n    updatedAt\n    archivedAt\n    version\n  }\n"): (typeof documents)["\n  mutation EntriesCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      ...EntryFields\n      state\n      writeableUrl {\n        url\n      }\n    }\n  }\n  fragment EntryFields on ResourceEntry {\n    id\n    projectId\n    ownerId\n    coownerId\n    path\n    type\n    kind\n    data\n    metadata\n    details {\n      key\n    }\n    signedUrl {\n      url\n    }\n    createdAt\n    dataCreatedAt\n    updatedAt\n    archivedAt\n    version\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EntriesUpdate($input: UpdateResourceInput!) {\n    updateResource(input: $input) {\n      ...EntryFields\n    }\n  }\n"): (typeof documents)["\n  mutation EntriesUpdate($input: UpdateResourceInput!) {\n    updateResource(input: $input) {\n      ...EntryFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EntriesDelete($input: DeleteResourcesInput!) {\n    deleteResources(input: $input)\n  }\n"): (typeof documents)["\n  mutation EntriesDelete($input: DeleteResourcesInput!) {\n    deleteResources(input: $input)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Entry($id: ID!) {\n    resource(id: $id) {\n      ...EntryFields\n    }\n  }\n"): (typeof documents)["\n  query Entry($id: ID!) {\n    resource(id: $id) {\n      ...EntryFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EntryAt($ownerId: ID!, $coownerId: ID, $path: String!) {\n    resourceAt(ownerId: $ownerId, coownerId: $coownerId, path: $path) {\n      ...EntryFields\n    }\n  }\n"): (typeof documents)["\n  query EntryAt($ownerId: ID!, $coownerId: ID, $path: String!) {\n    resourceAt(ownerId: $ownerId, coownerId: $coownerId, path: $path) {\n      ...EntryFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EntriesPage(\n    $ownerId: ID\n    $coownerId: ID\n    $path: String\n    $children: Boolean\n    $childrenOnly: Boolean\n    $filter: ResourceFilter\n    $order: [ResourceOrder!]\n    $first: Int\n    $offset: Int\n    $after: Cursor\n    $last: Int\n    $before: Cursor\n  ) {\n    resources(\n      ownerId: $ownerId\n      coownerId: $coownerId\n      path: $path\n      children: $children\n      childrenOnly: $childrenOnly\n      filter: $filter\n      order: $order\n      first: $first\n      offset: $offset\n      after: $after\n      last: $last\n      before: $before\n    ) {\n      nodes {\n        id\n        ownerId\n        path\n      }\n      edges {\n        cursor\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount\n    }\n  }\n"): (typeof documents)["\n  query EntriesPage(\n    $ownerId: ID\n    $coownerId: ID\n    $path: String\n    $children: Boolean\n    $childrenOnly: Boolean\n    $filter: ResourceFilter\n    $order: [ResourceOrder!]\n    $first: Int\n    $offset: Int\n    $after: Cursor\n    $last: Int\n    $before: Cursor\n  ) {\n    resources(\n      ownerId: $ownerId\n      coownerId: $coownerId\n      path: $path\n      children: $children\n      childrenOnly: $childrenOnly\n      filter: $filter\n      order: $order\n      first: $first\n      offset: $offset\n      after: $after\n      last: $last\n      before: $before\n    ) {\n      nodes {\n        id\n        ownerId\n        path\n      }\n      edges {\n        cursor\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FeedChanged($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      cursor\n      action\n      changed\n      changedAt\n      version\n      actor {\n        kind\n        id\n      }\n      resourceId\n      projectId\n      ownerId\n      coownerId\n      path\n      previousPath\n      type\n      kind\n      data\n      details {\n        size\n        sha256\n        contentType\n      }\n      metadata\n      createdAt\n      updatedAt\n      archivedAt\n      deletedAt\n      resource {\n        version\n        path\n        data\n        signedUrl {\n          url\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription FeedChanged($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      cursor\n      action\n      changed\n      changedAt\n      version\n      actor {\n        kind\n        id\n      }\n      resourceId\n      projectId\n      ownerId\n      coownerId\n      path\n      previousPath\n      type\n      kind\n      data\n      details {\n        size\n        sha256\n        contentType\n      }\n      metadata\n      createdAt\n      updatedAt\n      archivedAt\n      deletedAt\n      resource {\n        version\n        path\n        data\n        signedUrl {\n          url\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FeedAdded($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceAdded(filter: $filter, after: $after) {\n      action\n      resourceId\n      path\n      details {\n        sha256\n      }\n      resource {\n        signedUrl {\n          url\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription FeedAdded($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceAdded(filter: $filter, after: $after) {\n      action\n      resourceId\n      path\n      details {\n        sha256\n      }\n      resource {\n        signedUrl {\n          url\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FeedVersions($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      cursor\n      action\n      resourceId\n      version\n    }\n  }\n"): (typeof documents)["\n  subscription FeedVersions($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      cursor\n      action\n      resourceId\n      version\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FeedValues($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      cursor\n      action\n      resourceId\n      version\n      data\n    }\n  }\n"): (typeof documents)["\n  subscription FeedValues($filter: ResourceChangeFilter, $after: Cursor) {\n    resourceChanged(filter: $filter, after: $after) {\n      cursor\n      action\n      resourceId\n      version\n      data\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FeedCursor {\n    changeCursor\n  }\n"): (typeof documents)["\n  query FeedCursor {\n    changeCursor\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FeedCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation FeedCreate($input: CreateResourceInput!) {\n    createResource(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FeedUpdate($input: UpdateResourceInput!) {\n    updateResource(input: $input) {\n      id\n      version\n    }\n  }\n"): (typeof documents)["\n  mutation FeedUpdate($input: UpdateResourceInput!) {\n    updateResource(input: $input) {\n      id\n      version\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation FeedDelete($input: DeleteResourcesInput!) {\n    deleteResources(input: $input)\n  }\n"): (typeof documents)["\n  mutation FeedDelete($input: DeleteResourcesInput!) {\n    deleteResources(input: $input)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation GroupThingsJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation GroupThingsJoin($id: ID!, $groupId: ID) {\n    updateOwner(input: { id: $id, groupId: $groupId }) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HistoryPage(\n    $createdAt: DateTimeRange\n    $changedAt: DateTimeRange\n    $filter: ResourceChangeFilter\n    $direction: OrderDirection\n    $first: Int\n    $after: Cursor\n  ) {\n    resourceChanges(\n      createdAt: $createdAt\n      changedAt: $changedAt\n      filter: $filter\n      direction: $direction\n      first: $first\n      after: $after\n    ) {\n      nodes {\n        cursor\n        action\n        resourceId\n        version\n        path\n        previousPath\n        archiveAt\n        deleteAt\n        sourceId\n        data\n        details {\n          size\n        }\n        metadata\n        changedAt\n        resource {\n          id\n        }\n      }\n      edges {\n        cursor\n        node {\n          version\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query HistoryPage(\n    $createdAt: DateTimeRange\n    $changedAt: DateTimeRange\n    $filter: ResourceChangeFilter\n    $direction: OrderDirection\n    $first: Int\n    $after: Cursor\n  ) {\n    resourceChanges(\n      createdAt: $createdAt\n      changedAt: $changedAt\n      filter: $filter\n      direction: $direction\n      first: $first\n      after: $after\n    ) {\n      nodes {\n        cursor\n        action\n        resourceId\n        version\n        path\n        previousPath\n        archiveAt\n        deleteAt\n        sourceId\n        data\n        details {\n          size\n        }\n        metadata\n        changedAt\n        resource {\n          id\n        }\n      }\n      edges {\n        cursor\n        node {\n          version\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PastEntry($id: ID!, $asOf: DateTime!) {\n    resource(id: $id, asOf: $asOf) {\n      ...PastFields\n    }\n  }\n  fragment PastFields on ResourceEntry {\n    id\n    path\n    type\n    kind\n    data\n    metadata\n    version\n    updatedAt\n    archivedAt\n    details {\n      key\n    }\n    signedUrl {\n      url\n      expiresAt\n    }\n    access {\n      role\n      canUpdate\n      canDelete\n      grantedThrough {\n        ownerId\n        path\n      }\n    }\n    ... on Resource {\n      writeableUrl {\n        url\n      }\n    }\n    ... on ResourcePointer {\n      isOrphaned\n      sourceReference {\n        resourceId\n        path\n        state\n      }\n    }\n  }\n"): (typeof documents)["\n  query PastEntry($id: ID!, $asOf: DateTime!) {\n    resource(id: $id, asOf: $asOf) {\n      ...PastFields\n    }\n  }\n  fragment PastFields on ResourceEntry {\n    id\n    path\n    type\n    kind\n    data\n    metadata\n    version\n    updatedAt\n    archivedAt\n    details {\n      key\n    }\n    signedUrl {\n      url\n      expiresAt\n    }\n    access {\n      role\n      canUpdate\n      canDelete\n      grantedThrough {\n        ownerId\n        path\n      }\n    }\n    ... on Resource {\n      writeableUrl {\n        url\n      }\n    }\n    ... on ResourcePointer {\n      isOrphaned\n      sourceReference {\n        resourceId\n        path\n        state\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PastPlace($ownerId: ID!, $coownerId: ID, $path: String!, $asOf: DateTime!) {\n    resourceAt(ownerId: $ownerId, coownerId: $coownerId, path: $path, asOf: $asOf) {\n      ...PastFields\n    }\n  }\n"): (typeof documents)["\n  query PastPlace($ownerId: ID!, $coownerId: ID, $path: String!, $asOf: DateTime!) {\n    resourceAt(ownerId: $ownerId, coownerId: $coownerId, path: $path, asOf: $asOf) {\n      ...PastFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeyedMultipart($input: RequestUploadInput!) {\n    createMultipartUpload(input: $input) {\n      id\n      partSize\n      expiresAt\n      uploadedParts\n      partUrls(numbers: [1]) {\n        url\n        headers\n      }\n      resource {\n        id\n        version\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation KeyedMultipart($input: RequestUploadInput!) {\n    createMultipartUpload(input: $input) {\n      id\n      partSize\n      expiresAt\n      uploadedParts\n      partUrls(numbers: [1]) {\n        url\n        headers\n      }\n      resource {\n        id\n        version\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LargeFilesLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n"): (typeof documents)["\n  mutation LargeFilesLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LargeFilesIssueKey($input: IssueThingKeyInput!) {\n    issueThingKey(input: $input) {\n      key\n    }\n  }\n"): (typeof documents)["\n  mutation LargeFilesIssueKey($input: IssueThingKeyInput!) {\n    issueThingKey(input: $input) {\n      key\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LifecycleArchive($input: ResourceSelection!) {\n    archiveResources(input: $input) {\n      ...LifecycleFields\n    }\n  }\n  fragment LifecycleFields on ResourceEntry {\n    id\n    path\n    version\n    updatedAt\n    archiveAt\n    deleteAt\n    archivedAt\n  }\n"): (typeof documents)["\n  mutation LifecycleArchive($input: ResourceSelection!) {\n    archiveResources(input: $input) {\n      ...LifecycleFields\n    }\n  }\n  fragment LifecycleFields on ResourceEntry {\n    id\n    path\n    version\n    updatedAt\n    archiveAt\n    deleteAt\n    archivedAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LifecycleRestore($input: ResourceSelection!) {\n    restoreResources(input: $input) {\n      ...LifecycleFields\n    }\n  }\n"): (typeof documents)["\n  mutation LifecycleRestore($input: ResourceSelection!) {\n    restoreResources(input: $input) {\n      ...LifecycleFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LifecycleDeleteOwner($input: DeleteOwnerInput!) {\n    deleteOwner(input: $input) {\n      id\n      name\n      kind\n      deletedAt\n      domain {\n        path\n      }\n      members {\n        role\n      }\n      things {\n        totalCount\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation LifecycleDeleteOwner($input: DeleteOwnerInput!) {\n    deleteOwner(input: $input) {\n      id\n      name\n      kind\n      deletedAt\n      domain {\n        path\n      }\n      members {\n        role\n      }\n      things {\n        totalCount\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LifecycleJobs {\n    jobs {\n      name\n      lastRunAt\n      lastError\n      due\n    }\n  }\n"): (typeof documents)["\n  query LifecycleJobs {\n    jobs {\n      name\n      lastRunAt\n      lastError\n      due\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LifecycleEntry($id: ID!) {\n    resource(id: $id) {\n      ...LifecycleFields\n    }\n  }\n"): (typeof documents)["\n  query LifecycleEntry($id: ID!) {\n    resource(id: $id) {\n      ...LifecycleFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MultipartCreate($input: RequestUploadInput!) {\n    createMultipartUpload(input: $input) {\n      id\n      partSize\n      expiresAt\n      uploadedParts\n      resource {\n        id\n        state\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation MultipartCreate($input: RequestUploadInput!) {\n    createMultipartUpload(input: $input) {\n      id\n      partSize\n      expiresAt\n      uploadedParts\n      resource {\n        id\n        state\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MultipartComplete($input: MultipartUploadSelection!) {\n    completeMultipartUpload(input: $input) {\n      id\n      state\n      version\n      details {\n        size\n        sha256\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation MultipartComplete($input: MultipartUploadSelection!) {\n    completeMultipartUpload(input: $input) {\n      id\n      state\n      version\n      details {\n        size\n        sha256\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MultipartAbort($input: MultipartUploadSelection!) {\n    abortMultipartUpload(input: $input)\n  }\n"): (typeof documents)["\n  mutation MultipartAbort($input: MultipartUploadSelection!) {\n    abortMultipartUpload(input: $input)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MultipartFound($id: ID!) {\n    multipartUpload(id: $id) {\n      id\n      partSize\n      expiresAt\n      uploadedParts\n      resource {\n        id\n        state\n      }\n    }\n  }\n"): (typeof documents)["\n  query MultipartFound($id: ID!) {\n    multipartUpload(id: $id) {\n      id\n      partSize\n      expiresAt\n      uploadedParts\n      resource {\n        id\n        state\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MultipartPartUrls($id: ID!, $numbers: [Int!]!) {\n    multipartUpload(id: $id) {\n      partUrls(numbers: $numbers) {\n        url\n        method\n        headers\n        expiresAt\n        uploadId\n      }\n    }\n  }\n"): (typeof documents)["\n  query MultipartPartUrls($id: ID!, $numbers: [Int!]!) {\n    multipartUpload(id: $id) {\n      partUrls(numbers: $numbers) {\n        url\n        method\n        headers\n        expiresAt\n        uploadId\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation NamedFilesUpload($input: UploadFileInput!) {\n    uploadFile(input: $input) {\n      ...NamedFile\n    }\n  }\n  fragment NamedFile on File {\n    id\n    name\n    class\n    format\n    time\n    metadata\n    createdAt\n    updatedAt\n    details {\n      size\n      sha256\n      contentType\n      declaredType\n      filename\n      key\n    }\n    resource {\n      id\n      path\n      ownerId\n      coownerId\n      kind\n      type\n      state\n      version\n      dataCreatedAt\n    }\n    signedUrl {\n      url\n    }\n  }\n"): (typeof documents)["\n  mutation NamedFilesUpload($input: UploadFileInput!) {\n    uploadFile(input: $input) {\n      ...NamedFile\n    }\n  }\n  fragment NamedFile on File {\n    id\n    name\n    class\n    format\n    time\n    metadata\n    createdAt\n    updatedAt\n    details {\n      size\n      sha256\n      contentType\n      declaredType\n      filename\n      key\n    }\n    resource {\n      id\n      path\n      ownerId\n      coownerId\n      kind\n      type\n      state\n      version\n      dataCreatedAt\n    }\n    signedUrl {\n      url\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation NamedFilesUpdate($input: UpdateFileInput!) {\n    updateFile(input: $input) {\n      ...NamedFile\n    }\n  }\n"): (typeof documents)["\n  mutation NamedFilesUpdate($input: UpdateFileInput!) {\n    updateFile(input: $input) {\n      ...NamedFile\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation NamedFilesDelete($input: DeleteFileInput!) {\n    deleteFile(input: $input)\n  }\n"): (typeof documents)["\n  mutation NamedFilesDelete($input: DeleteFileInput!) {\n    deleteFile(input: $input)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query NamedFilesOne($ownerId: ID!, $name: String!) {\n    file(ownerId: $ownerId, name: $name) {\n      ...NamedFile\n    }\n  }\n"): (typeof documents)["\n  query NamedFilesOne($ownerId: ID!, $name: String!) {\n    file(ownerId: $ownerId, name: $name) {\n      ...NamedFile\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FilesPage($ownerId: ID!, $first: Int, $after: Cursor, $filter: FileFilter) {\n    files(ownerId: $ownerId, first: $first, after: $after, filter: $filter) {\n      nodes {\n        id\n        name\n        class\n        format\n        time\n      }\n      edges {\n        cursor\n        node {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount\n    }\n  }\n"): (typeof documents)["\n  query FilesPage($ownerId: ID!, $first: Int, $after: Cursor, $filter: FileFilter) {\n    files(ownerId: $ownerId, first: $first, after: $after, filter: $filter) {\n      nodes {\n        id\n        name\n        class\n        format\n        time\n      }\n      edges {\n        cursor\n        node {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n      totalCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RemovalRevived($id: ID!) {\n    owner(id: $id) {\n      name\n      kind\n      group {\n        id\n      }\n      thingKeys {\n        id\n      }\n      members {\n        role\n      }\n      things {\n        totalCount\n      }\n      domain {\n        path\n      }\n      deletedAt\n    }\n    roleAssignments(scope: { ownerId: $id }) {\n      scope {\n        ownerId\n      }\n    }\n  }\n"): (typeof documents)["\n  query RemovalRevived($id: ID!) {\n    owner(id: $id) {\n      name\n      kind\n      group {\n        id\n      }\n      thingKeys {\n        id\n      }\n      members {\n        role\n      }\n      things {\n        totalCount\n      }\n      domain {\n        path\n      }\n      deletedAt\n    }\n    roleAssignments(scope: { ownerId: $id }) {\n      scope {\n        ownerId\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PeopleCreateUser($input: CreateUserInput!) {\n    createUser(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation PeopleCreateUser($input: CreateUserInput!) {\n    createUser(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PeopleLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n"): (typeof documents)["\n  mutation PeopleLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PeopleGrant($input: GrantPrivilegesInput!) {\n    grantPrivileges(input: $input) {\n      privileges\n    }\n  }\n"): (typeof documents)["\n  mutation PeopleGrant($input: GrantPrivilegesInput!) {\n    grantPrivileges(input: $input) {\n      privileges\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PeopleAssign($input: AssignRoleInput!) {\n    assignRole(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation PeopleAssign($input: AssignRoleInput!) {\n    assignRole(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PeopleUnassign($id: ID!) {\n    unassignRole(input: { id: $id })\n  }\n"): (typeof documents)["\n  mutation PeopleUnassign($id: ID!) {\n    unassignRole(input: { id: $id })\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PeopleSetMember($input: SetGroupMemberInput!) {\n    setGroupMember(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation PeopleSetMember($input: SetGroupMemberInput!) {\n    setGroupMember(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PeopleRemoveMember($input: RemoveGroupMemberInput!) {\n    removeGroupMember(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation PeopleRemoveMember($input: RemoveGroupMemberInput!) {\n    removeGroupMember(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PointersCreate($input: CreateResourcePointerInput!) {\n    createResourcePointer(input: $input) {\n      ...PointerFields\n    }\n  }\n  fragment PointerFields on ResourcePointer {\n    id\n    projectId\n    ownerId\n    coownerId\n    path\n    type\n    kind\n    data\n    metadata\n    details {\n      size\n      sha256\n      contentType\n      key\n    }\n    signedUrl {\n      url\n    }\n    createdAt\n    dataCreatedAt\n    updatedAt\n    archiveAt\n    deleteAt\n    archivedAt\n    version\n    isOrphaned\n    sourceReference {\n      resourceId\n      ownerId\n      coownerId\n      path\n      state\n    }\n    source {\n      id\n      path\n      metadata\n    }\n  }\n"): (typeof documents)["\n  mutation PointersCreate($input: CreateResourcePointerInput!) {\n    createResourcePointer(input: $input) {\n      ...PointerFields\n    }\n  }\n  fragment PointerFields on ResourcePointer {\n    id\n    projectId\n    ownerId\n    coownerId\n    path\n    type\n    kind\n    data\n    metadata\n    details {\n      size\n      sha256\n      contentType\n      key\n    }\n    signedUrl {\n      url\n    }\n    createdAt\n    dataCreatedAt\n    updatedAt\n    archiveAt\n    deleteAt\n    archivedAt\n    version\n    isOrphaned\n    sourceReference {\n      resourceId\n      ownerId\n      coownerId\n      path\n      state\n    }\n    source {\n      id\n      path\n      metadata\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PointersOne($id: ID!) {\n    resource(id: $id) {\n      __typename\n      ...PointerFields\n    }\n  }\n"): (typeof documents)["\n  query PointersOne($id: ID!) {\n    resource(id: $id) {\n      __typename\n      ...PointerFields\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PointersPointed($id: ID!, $first: Int, $after: Cursor) {\n    resource(id: $id) {\n      ... on Resource {\n        pointerCount\n        pointers(first: $first, after: $after) {\n          totalCount\n          nodes {\n            id\n            path\n            ownerId\n          }\n          edges {\n            cursor\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PointersPointed($id: ID!, $first: Int, $after: Cursor) {\n    resource(id: $id) {\n      ... on Resource {\n        pointerCount\n        pointers(first: $first, after: $after) {\n          totalCount\n          nodes {\n            id\n            path\n            ownerId\n          }\n          edges {\n            cursor\n          }\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation PutResource($input: CreateResourceInput!) {\n    putResource(input: $input) {\n      ...EntryFields\n      state\n      archiveAt\n      deleteAt\n      details {\n        sha256\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation PutResource($input: CreateResourceInput!) {\n    putResource(input: $input) {\n      ...EntryFields\n      state\n      archiveAt\n      deleteAt\n      details {\n        sha256\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SecondProjectLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n"): (typeof documents)["\n  mutation SecondProjectLogin($input: LoginInput!) {\n    login(input: $input) {\n      token\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SurveyFolders($ownerId: ID!, $coownerId: ID, $path: String, $after: String) {\n    resourceFolders(ownerId: $ownerId, coownerId: $coownerId, path: $path, after: $after) {\n      path\n      count\n      latest\n    }\n  }\n"): (typeof documents)["\n  query SurveyFolders($ownerId: ID!, $coownerId: ID, $path: String, $after: String) {\n    resourceFolders(ownerId: $ownerId, coownerId: $coownerId, path: $path, after: $after) {\n      path\n      count\n      latest\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SurveyNearest($ownerId: ID!, $path: String, $time: DateTime!, $filter: ResourceFilter) {\n    resourceNearest(ownerId: $ownerId, path: $path, time: $time, filter: $filter) {\n      id\n      path\n    }\n  }\n"): (typeof documents)["\n  query SurveyNearest($ownerId: ID!, $path: String, $time: DateTime!, $filter: ResourceFilter) {\n    resourceNearest(ownerId: $ownerId, path: $path, time: $time, filter: $filter) {\n      id\n      path\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SurveyBuckets(\n    $ownerId: ID\n    $path: String\n    $range: DateTimeRange!\n    $interval: BucketInterval!\n    $timeZone: String\n    $filter: ResourceFilter\n  ) {\n    resourceBuckets(\n      ownerId: $ownerId\n      path: $path\n      range: $range\n      interval: $interval\n      timeZone: $timeZone\n      filter: $filter\n    ) {\n      start\n      count\n    }\n  }\n"): (typeof documents)["\n  query SurveyBuckets(\n    $ownerId: ID\n    $path: String\n    $range: DateTimeRange!\n    $interval: BucketInterval!\n    $timeZone: String\n    $filter: ResourceFilter\n  ) {\n    resourceBuckets(\n      ownerId: $ownerId\n      path: $path\n      range: $range\n      interval: $interval\n      timeZone: $timeZone\n      filter: $filter\n    ) {\n      start\n      count\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Login($input: LoginInput!) {\n    login(input: $input) {\n      token\n      expiresAt\n      viewer {\n        kind\n        role\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Login($input: LoginInput!) {\n    login(input: $input) {\n      token\n      expiresAt\n      viewer {\n        kind\n        role\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateThing($owner: CreateOwnerInput!, $key: IssueThingKeyInput!) {\n    createOwner(input: $owner) {\n      id\n    }\n    issueThingKey(input: $key) {\n      id\n      key\n    }\n  }\n"): (typeof documents)["\n  mutation CreateThing($owner: CreateOwnerInput!, $key: IssueThingKeyInput!) {\n    createOwner(input: $owner) {\n      id\n    }\n    issueThingKey(input: $key) {\n      id\n      key\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UploadRequest($input: RequestUploadInput!) {\n    requestUpload(input: $input) {\n      uploadId\n      resource {\n        id\n        state\n        version\n        path\n        metadata\n        details {\n          size\n        }\n      }\n      upload {\n        url\n        method\n        headers\n        expiresAt\n        uploadId\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UploadRequest($input: RequestUploadInput!) {\n    requestUpload(input: $input) {\n      uploadId\n      resource {\n        id\n        state\n        version\n        path\n        metadata\n        details {\n          size\n        }\n      }\n      upload {\n        url\n        method\n        headers\n        expiresAt\n        uploadId\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UploadComplete($input: CompleteUploadInput!) {\n    completeUpload(input: $input) {\n      id\n      state\n      version\n      details {\n        size\n        sha256\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UploadComplete($input: CompleteUploadInput!) {\n    completeUpload(input: $input) {\n      id\n      state\n      version\n      details {\n        size\n        sha256\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UploadedCapture($id: ID!) {\n    resource(id: $id) {\n      id\n      path\n      type\n      kind\n      metadata\n      createdAt\n      dataCreatedAt\n      updatedAt\n      version\n      data\n      signedUrl {\n        url\n        method\n        headers\n        expiresAt\n        uploadId\n      }\n      details {\n        size\n        contentType\n        declaredType\n        detectedType\n        etag\n        sha256\n        filename\n        format\n        width\n        height\n        bucket\n        key\n      }\n      ... on Resource {\n        state\n        writeableUrl {\n          url\n          headers\n          expiresAt\n          uploadId\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query UploadedCapture($id: ID!) {\n    resource(id: $id) {\n      id\n      path\n      type\n      kind\n      metadata\n      createdAt\n      dataCreatedAt\n      updatedAt\n      version\n      data\n      signedUrl {\n        url\n        method\n        headers\n        expiresAt\n        uploadId\n      }\n      details {\n        size\n        contentType\n        declaredType\n        detectedType\n        etag\n        sha256\n        filename\n        format\n        width\n        height\n        bucket\n        key\n      }\n      ... on Resource {\n        state\n        writeableUrl {\n          url\n          headers\n          expiresAt\n          uploadId\n        }\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;
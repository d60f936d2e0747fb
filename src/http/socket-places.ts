import type { SocketConfig } from '../config/config.js';
import type { Viewer } from '../auth/viewer.js';
import { viewerKey } from './asker.js';
import { Places } from './places.js';

/** How many sockets everybody may have open. */
export class SocketPlaces {
  private readonly addresses: Places;
  private readonly viewers: Places;

  constructor(limits: Pick<SocketConfig, 'perAddress' | 'perViewer'>) {
    this.addresses = new Places(limits.perAddress);
    this.viewers = new Places(limits.perViewer);
  }

  /** For a socket on which nobody has logged in yet; null when its address has too many of them. */
  take(address: string): SocketPlace | null {
    const giveBack = this.addresses.take(address);
    if (giveBack === null) return null;
    return new SocketPlace(giveBack, (viewer) => this.viewers.take(viewerKey(viewer)));
  }
}

/** The place of one socket: among those of its address until its viewer is known, and then among the viewer's. */
export class SocketPlace {
  private hasLeft = false;

  constructor(
    private giveBack: () => void,
    private readonly takeFor: (viewer: Viewer) => (() => void) | null,
  ) {}

  /** False when the viewer has too many. */
  moveTo(viewer: Viewer): boolean {
    // The socket was closed while it was looked up who is there.
    if (this.hasLeft) return true;
    const giveBack = this.takeFor(viewer);
    if (giveBack === null) return false;
    this.giveBack();
    this.giveBack = giveBack;
    return true;
  }

  leave(): void {
    this.hasLeft = true;
    this.giveBack();
  }
}

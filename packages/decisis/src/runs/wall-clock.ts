import { readWallSeconds, writeWallSeconds } from "./run-folder.ts";

/** Adds up the time of all sittings. */
export class WallClock {
  private readonly folder: string;
  private readonly now: () => Date;
  private readonly began: number;
  private readonly earlier: number;

  constructor(folder: string, now: () => Date) {
    this.folder = folder;
    this.now = now;
    this.began = now().getTime();
    this.earlier = readWallSeconds(folder);
  }

  save(): void {
    writeWallSeconds(this.folder, this.earlier + (this.now().getTime() - this.began) / 1000);
  }
}

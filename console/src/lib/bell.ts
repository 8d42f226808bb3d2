/** A two-tone call, made here: no file to load, nothing to fail. */
export class Bell {
  private context: AudioContext | null = null;
  private timer = 0;

  /** @return false where the browser wants a gesture first */
  async start(): Promise<boolean> {
    try {
      this.context ??= new AudioContext();
      await Promise.race([this.context.resume(), new Promise((resolve) => setTimeout(resolve, 300))]);
    } catch {
      return false;
    }
    clearInterval(this.timer);
    this.timer = window.setInterval(() => this.ring(), 1600);
    this.ring();
    return this.context.state === "running";
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private ring(): void {
    const context = this.context;
    if (!context || context.state !== "running") {
      return;
    }
    [880, 660, 880].forEach((hertz, i) => {
      const at = context.currentTime + i * 0.28;
      const tone = context.createOscillator();
      const volume = context.createGain();
      tone.frequency.value = hertz;
      volume.gain.setValueAtTime(0.0001, at);
      volume.gain.exponentialRampToValueAtTime(0.5, at + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.26);
      tone.connect(volume).connect(context.destination);
      tone.start(at);
      tone.stop(at + 0.28);
    });
  }
}

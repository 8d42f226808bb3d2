import { ref } from "vue";

const EVERY_MILLIS = 1600;
const PATIENCE_MILLIS = 300;
const CALL = [880, 660, 880];

/** A two-tone call, made here: no file to load, nothing to fail. */
class Bell {
  /** False where the browser wants a gesture first. */
  readonly isAllowed = ref(navigator.userActivation?.hasBeenActive ?? false);
  private context: AudioContext | null = null;
  private timer = 0;

  /** Makes ready before anything rings: the first key or click on the page counts as the gesture. */
  arm(): void {
    const gesture = async () => {
      if (await this.allow()) {
        removeEventListener("pointerdown", gesture);
        removeEventListener("keydown", gesture);
      }
    };
    addEventListener("pointerdown", gesture);
    addEventListener("keydown", gesture);
  }

  async allow(): Promise<boolean> {
    try {
      this.context ??= new AudioContext();
      await Promise.race([this.context.resume(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLIS))]);
      this.isAllowed.value = this.context.state === "running";
    } catch {
      this.isAllowed.value = false;
    }
    return this.isAllowed.value;
  }

  /** Until it is stopped; silent, and heard from the moment on when sound is allowed. */
  async start(): Promise<void> {
    clearInterval(this.timer);
    this.timer = window.setInterval(() => this.ring(), EVERY_MILLIS);
    await this.allow();
    this.ring();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Once, so that one hears that one will hear it. */
  async tryOut(): Promise<void> {
    if (await this.allow()) {
      this.ring();
    }
  }

  private ring(): void {
    const context = this.context;
    if (!context || context.state !== "running") {
      return;
    }
    CALL.forEach((hertz, i) => {
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

/** One for the page. */
export const bell = new Bell();

package emu.devices.firmware;

/**
 * The ring of 15 keys in the BIOS data area: scan code in the upper byte, character in the lower.
 */
final class KeyBuffer {
  private static final int ENTRY = 2;

  private final BiosData data;

  KeyBuffer(BiosData data) {
    this.data = data;
  }

  /** Makes it empty, where the BIOS has it. */
  void setUp() {
    data.setWord(BiosData.KEY_BUFFER_START, BiosData.KEY_BUFFER);
    data.setWord(BiosData.KEY_BUFFER_END, BiosData.KEY_BUFFER_LAST);
    clear();
  }

  void clear() {
    int start = data.wordAt(BiosData.KEY_BUFFER_START);
    data.setWord(BiosData.KEY_HEAD, start);
    data.setWord(BiosData.KEY_TAIL, start);
  }

  boolean isEmpty() {
    return data.wordAt(BiosData.KEY_HEAD) == data.wordAt(BiosData.KEY_TAIL);
  }

  /** The oldest key; to be asked only if there is one. */
  int peek() {
    return data.wordAt(data.wordAt(BiosData.KEY_HEAD));
  }

  void remove() {
    data.setWord(BiosData.KEY_HEAD, next(data.wordAt(BiosData.KEY_HEAD)));
  }

  /** Adds {@code key}; false if the ring is full. */
  boolean add(int key) {
    int tail = data.wordAt(BiosData.KEY_TAIL);
    int next = next(tail);
    if (next == data.wordAt(BiosData.KEY_HEAD)) {
      return false;
    }
    data.setWord(tail, key);
    data.setWord(BiosData.KEY_TAIL, next);
    return true;
  }

  private int next(int offset) {
    int next = offset + ENTRY & 0xFFFF;
    return next >= data.wordAt(BiosData.KEY_BUFFER_END)
        ? data.wordAt(BiosData.KEY_BUFFER_START)
        : next;
  }
}

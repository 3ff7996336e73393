package emu.devices.rtc;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The clock's view of its first bytes: time, alarm and date, in BCD or binary, 12 or 24 hours, as
 * register B says (MC146818A datasheet, table 3).
 *
 * <p>The bytes are the only state. Values that are no time or date count as what they overflow to.
 */
final class Calendar {
  /** No alarm within a day, so never. */
  static final int NEVER = Integer.MAX_VALUE;

  private static final int SECONDS = 0x00;
  private static final int SECONDS_ALARM = 0x01;
  private static final int MINUTES = 0x02;
  private static final int MINUTES_ALARM = 0x03;
  private static final int HOURS = 0x04;
  private static final int HOURS_ALARM = 0x05;
  private static final int DAY_OF_WEEK = 0x06;
  private static final int DAY_OF_MONTH = 0x07;
  private static final int MONTH = 0x08;
  private static final int YEAR = 0x09;
  private static final int REGISTER_B = 0x0B;

  /** Not the chip's: the byte where a PC's firmware keeps the century, as the FADT tells. */
  private static final int CENTURY = 0x32;

  private static final int B_BINARY = 0x04;
  private static final int B_24_HOURS = 0x02;
  private static final int PM = 0x80;
  private static final int ANY = 0xC0;

  private static final int DAY = 86_400;
  private static final int HOUR = 3_600;
  private static final int MINUTE = 60;

  private final byte[] memory;

  Calendar(byte[] memory) {
    this.memory = memory;
  }

  /** Shows {@code instant} in UTC. */
  void set(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    setTime(time.toLocalTime().toSecondOfDay());
    setDate(time.toLocalDate());
    put(CENTURY, time.getYear() / 100 % 100);
    put(DAY_OF_WEEK, time.getDayOfWeek().getValue() % 7 + 1);
  }

  /** Moves on by {@code seconds} (positive). */
  void advance(long seconds) {
    long time = secondOfDay() + seconds;
    long days = time / DAY;
    setTime((int) (time % DAY));
    if (days > 0) {
      LocalDate before = date();
      LocalDate after = before.plusDays(days);
      setDate(after);
      put(DAY_OF_WEEK, (int) ((get(DAY_OF_WEEK) + 6 + days) % 7) + 1);
      if (after.getYear() / 100 != before.getYear() / 100) {
        put(CENTURY, after.getYear() / 100 % 100);
      }
    }
  }

  /**
   * Seconds from now (1 to 86,400) to the next second that the alarm bytes match, or {@link
   * #NEVER}.
   */
  int secondsToAlarm() {
    int now = secondOfDay() % DAY;
    int time = now + 1;
    while (time <= now + DAY) {
      if (!matches(HOURS_ALARM, time / HOUR % 24)) {
        time += HOUR - time % HOUR;
      } else if (!matches(MINUTES_ALARM, time / MINUTE % 60)) {
        time += MINUTE - time % MINUTE;
      } else if (!matches(SECONDS_ALARM, time % MINUTE)) {
        time++;
      } else {
        return time - now;
      }
    }
    return NEVER;
  }

  private boolean matches(int alarm, int value) {
    boolean any = (memory[alarm] & ANY) == ANY;
    return any || value == (alarm == HOURS_ALARM ? hours(alarm) : get(alarm));
  }

  private int secondOfDay() {
    return hours(HOURS) * HOUR + get(MINUTES) * MINUTE + get(SECONDS);
  }

  private void setTime(int secondOfDay) {
    int hours = secondOfDay / HOUR;
    put(SECONDS, secondOfDay % MINUTE);
    put(MINUTES, secondOfDay / MINUTE % 60);
    if ((memory[REGISTER_B] & B_24_HOURS) != 0) {
      put(HOURS, hours);
    } else {
      put(HOURS, hours % 12 == 0 ? 12 : hours % 12);
      memory[HOURS] |= (byte) (hours < 12 ? 0 : PM);
    }
  }

  private LocalDate date() {
    LocalDate january = LocalDate.of(get(CENTURY) * 100 + get(YEAR), 1, 1);
    return january.plusMonths(get(MONTH) - 1).plusDays(get(DAY_OF_MONTH) - 1);
  }

  private void setDate(LocalDate date) {
    put(DAY_OF_MONTH, date.getDayOfMonth());
    put(MONTH, date.getMonthValue());
    put(YEAR, date.getYear() % 100);
  }

  /** The hour (0 to 23 if valid) in byte {@code index}. */
  private int hours(int index) {
    if ((memory[REGISTER_B] & B_24_HOURS) != 0) {
      return get(index);
    }
    int hours = decode(memory[index] & 0x7F) % 12;
    return (memory[index] & PM) != 0 ? hours + 12 : hours;
  }

  private int get(int index) {
    return decode(memory[index] & 0xFF);
  }

  private void put(int index, int value) {
    boolean binary = (memory[REGISTER_B] & B_BINARY) != 0;
    memory[index] = (byte) (binary ? value : ((value / 10) << 4) | (value % 10));
  }

  private int decode(int value) {
    boolean binary = (memory[REGISTER_B] & B_BINARY) != 0;
    return binary ? value : (value >> 4) * 10 + (value & 0x0F);
  }
}

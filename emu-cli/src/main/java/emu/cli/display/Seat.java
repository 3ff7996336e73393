package emu.cli.display;

import emu.core.bus.HostQueue;
import emu.devices.display.Screen;
import emu.devices.keyboard.KeyEvent;
import emu.devices.keyboard.MouseEvent;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * What a user has of a machine at a display: a screen, a keyboard and a mouse, and whom to tell.
 * Every part may be used by any thread.
 *
 * @param name what runs there, for titles
 * @param screen what is shown
 * @param keys takes what is typed
 * @param mouse takes what the mouse does
 * @param instructions instructions retired until now; may be a little old
 * @param leave told that the user wants the run to end (window closed, Ctrl-A X)
 * @param monitor answers a line typed into the monitor by some lines
 * @param log told a sentence that the user should read, without "emu: " and newline
 */
public record Seat(
    String name,
    Screen screen,
    HostQueue<KeyEvent> keys,
    HostQueue<MouseEvent> mouse,
    LongSupplier instructions,
    Runnable leave,
    UnaryOperator<String> monitor,
    Consumer<String> log) {}

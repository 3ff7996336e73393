/** Machines as parameters of JUnit 5 tests: {@link emu.api.junit.Guest}. Needs JUnit Jupiter. */
package emu.api.junit;

/**
 * The IDE function of the PIIX3, ATA disks and ATAPI CD-ROM drives.
 *
 * <p>Documents: Intel 82371SB (PIIX3) datasheet; "ATA" stands for AT Attachment with Packet
 * Interface 6 (T13/1410D), "BMIDE" for Programming Interface for Bus Master IDE Controller 1.0,
 * "MMC" for Multi-Media Commands 3 (T10/1363D), "SPC" for SCSI Primary Commands 2 (T10/1236D), and
 * "SFF-8020i" for ATA Packet Interface for CD-ROMs 2.6.
 */
package emu.devices.ide;

// lib/hw: ports, memory, the PCI bus, ACPI, wrong arguments. Under Linux everything is refused.
// REQUIRES: qemu
// RUN: %jsc -O0 %s -o %t.linux && %t.linux | FileCheck --check-prefix=LINUX %s
// RUN: %jsc --image %s -o %t.img && s=0; timeout 60 qemu-system-x86_64 -M q35 -cpu max -accel tcg -m 64 -display none -serial stdio -monitor none -no-reboot -kernel %t.img < /dev/null > %t.out || s=$?; test $s = 0 && FileCheck %s < %t.out
const hw = require('hw'), pci = require('hw/pci'), acpi = require('hw/acpi'), virtio = require('hw/virtio');
const attempt = (f) => { try { return f() } catch (e) { return `${e.code ?? e.constructor.name}: ${e.message}` } };
console.log('available', hw.available, acpi.available);
// LINUX: available false false
// CHECK: available true true
for (const f of [() => hw.inb(0x61) & 0, () => hw.outb(0x80, 1), () => hw.memory(0xb8000, 4096).byteLength, () => hw.dma(10).buffer.byteLength,
  () => { const l = hw.interrupt(5, () => {}); l.close(); return typeof l.close }, () => pci.devices().length > 3, () => acpi.tables().length > 2, () => virtio.find(4)])
  console.log(attempt(f));
// LINUX-COUNT-8: ERR_HW_UNAVAILABLE: The hardware can be reached only in an image (jsc --image)
// CHECK-NEXT: 0
// CHECK-NEXT: undefined
// CHECK-NEXT: 4096
// CHECK-NEXT: 10
// CHECK-NEXT: function
// CHECK-NEXT: true
// CHECK-NEXT: true
// CHECK-NEXT: undefined
if (!hw.available) process.exit();
console.log(attempt(() => hw.memory(0, 2 ** 40)), attempt(() => hw.interrupt(2, () => {})), attempt(() => hw.interrupt(3)));
// CHECK-NEXT: ERR_OUT_OF_RANGE: {{.*}} Error: Line 2 cannot be used ERR_INVALID_ARG_TYPE
const line = hw.interrupt(5, () => {});
console.log(attempt(() => hw.interrupt(5, () => {})), line.close(), hw.interrupt(5, () => {}).unref() !== undefined);
// CHECK-NEXT: Error: Line 5 is in use undefined true
const { address, buffer, free } = hw.dma(8192);
const [a, b] = [new DataView(buffer), new DataView(hw.memory(address, 8192))];
a.setUint32(4096, 0xdeadbeef, true);
a.setBigUint64(0, 0x0102030405060708n);
console.log(address % 4096, b.getUint32(4096, true) === 0xdeadbeef, b.getUint8(7), b.getUint16(1, true).toString(16), a.getUint8(8191));
// CHECK-NEXT: 0 true 8 302 0
free();
free();
console.log(buffer.byteLength, attempt(() => a.getUint8(0)));
// CHECK-NEXT: 0 TypeError: Cannot perform DataView.prototype.getUint8 on a detached
const bridge = pci.devices()[0], lpc = pci.devices().find((d) => d.class === 6 && d.subclass === 1);
console.log(bridge.vendor.toString(16), bridge.class, lpc.device, lpc.function, pci.find(0x8086, lpc.id).device, pci.find(1, 1));
// CHECK-NEXT: 8086 6 31 0 31 undefined
const vga = pci.devices().find((d) => d.class === 3);
console.log(vga.bar(0).kind, vga.bar(0).size, attempt(() => vga.map(1)), pci.devices().some((d) => d.capabilities().length > 0));
// CHECK-NEXT: memory 16777216 RangeError: Base address 1 is not memory true
console.log(acpi.find('FACP').view.byteLength >= 116, acpi.find('none'));
// CHECK-NEXT: true undefined
setTimeout(() => { console.log('off'); acpi.powerOff(); console.log('still on') }, 1);
// CHECK-NEXT: off
// CHECK-NOT: still

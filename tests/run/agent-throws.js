// RUN: %jsc %level --test262 --script %s -o %t && %not timeout 20 %t > %t.out 2>&1 && FileCheck %s < %t.out
// An exception that leaves an agent's code ends the process.
// CHECK: TypeError: of an agent
// CHECK: at inner
$262.agent.start("function inner() { throw new TypeError('of ' + 'an agent') } inner()");
$262.agent.sleep(10000);

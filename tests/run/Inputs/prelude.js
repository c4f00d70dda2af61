let shared = 1; const fixed = 2; var v1 = 3; function h() { return shared; }
class K { static s = 9; }

// The line of the text that JSON.parse was given.
JSON.parse('{"a": [1,\n\t"b", nope]}');

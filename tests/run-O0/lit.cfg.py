"""The tests of tests/run once more, through the instant back end: compiled with -O0."""
import os

here = os.path.dirname(os.path.abspath(__file__))
parent = os.path.join(os.path.dirname(here), 'lit.cfg.py')
lit_config.load_config(config, parent)
config.name = 'jsc-O0'
config.test_source_root = os.path.join(os.path.dirname(here), 'run')
config.test_exec_root = os.path.join(config.test_exec_root, 'run-O0')
config.substitutions = [(key, '-O0' if key == '%level' else value) for key, value in config.substitutions]

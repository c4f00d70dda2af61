"""The tests of tests/run once more: optimised, then compiled by the instant back end."""
import os

here = os.path.dirname(os.path.abspath(__file__))
parent = os.path.join(os.path.dirname(here), 'lit.cfg.py')
lit_config.load_config(config, parent)
config.name = 'jsc-ass'
config.test_source_root = os.path.join(os.path.dirname(here), 'run')
config.test_exec_root = os.path.join(config.test_exec_root, 'run-ass')
config.available_features.add('instant')
level = '-O2 --backend=ass'
config.substitutions = [(key, level if key == '%level' else value) for key, value in config.substitutions]

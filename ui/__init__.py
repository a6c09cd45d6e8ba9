"""The screen: the only files that know Kivy, and under cli/ the verbs of the command line."""

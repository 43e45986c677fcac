"""Recaps, pictures and files that people take out of the clinic or send into it: plain figures in, bytes out.

The drawing and spreadsheet libraries take a second and tens of megabytes to import, so they are imported inside the
functions that use them: any module here may be imported at the top of another.
"""

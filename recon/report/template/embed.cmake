# SPDX-License-Identifier: Apache-2.0
# The page is made of these files; they travel inside the program.
recon_embed(recon_report recon/report/template/style.css report_style)
foreach(part page answers card map matrix stated question against compared turning tellings ledger back)
  recon_embed(recon_report recon/report/template/${part}.html report_${part})
endforeach()
